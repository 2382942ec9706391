import type { Stack } from '../containers/stack';
import type { Bench } from '../run/bench';
import { makeFolders } from './replay-folders';

/** The server that the log is replayed on, with the mailboxes that it names: made anew on each fresh stack. */
export class Ground {
  private stack: Stack | null = null;
  private hasFolders = false;
  /** What the server did not make, in its words. */
  refused: readonly string[] = [];

  constructor(
    readonly bench: Bench,
    private readonly folders: readonly string[],
  ) {}

  /** A started and warmed server; the one at hand, unless it was discarded or lacks the mailboxes. */
  async ready(folders: boolean): Promise<void> {
    const { stack } = await this.bench.ready();
    const isFresh = stack !== this.stack;
    if (!isFresh && (this.hasFolders || !folders)) return;
    if (folders) this.refused = await this.bench.starting(() => makeFolders(stack, this.folders));
    this.hasFolders = folders;
    this.stack = stack;
    await this.bench.freshServer();
  }
}
