import { setTimeout as pause } from 'node:timers/promises';
import type { Address } from '../imap/address';
import { type Account, login, mustBeOk } from '../imap/login';
import type { Wire } from '../imap/wire';
import { COMMAND_MS } from '../run/execution';

/** A timer that nobody waits for any more must not keep this process. */
const IDLY = { ref: false };

/** How one user lets the server work. */
export interface Form {
  readonly form: 'search' | 'fetch' | 'unread';
  readonly line: string;
  readonly connections: number;
}

/** What was sent and what came of it. */
export interface Effort {
  readonly lastedMs: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly dropped: number;
}

/** The sessions of one user that sends the same command again and again. */
export class ExpensiveUser {
  private over = false;
  private answered = 0;
  private under = 0;

  private constructor(
    private readonly wires: readonly Wire[],
    private readonly wanted: Form,
  ) {}

  static async arrives(imap: Address, account: Account, wanted: Form): Promise<ExpensiveUser> {
    const wires: Wire[] = [];
    try {
      for (let i = 0; i < wanted.connections; i += 1) {
        const { wire } = await login(imap, account);
        wires.push(wire);
        mustBeOk(await wire.run('SELECT INBOX', COMMAND_MS), 'SELECT INBOX', 'it was opened before');
      }
      return new ExpensiveUser(wires, wanted);
    } catch (error) {
      for (const wire of wires) wire.close();
      throw error;
    }
  }

  /**
   * Works for `ms`, then waits `patienceMs` for what is not answered yet; never for answers that it would not read. Who reads
   * nothing sends one command a connection, and a server that drops it defends itself. Throws Failure where one who reads is refused.
   */
  async worksFor(ms: number, patienceMs: number): Promise<Effort> {
    const since = performance.now();
    const reads = this.wanted.form !== 'unread';
    const failed: unknown[] = [];
    const all = this.wires.map((wire) =>
      this.works(wire, reads).catch((error: unknown) => void failed.push(error)),
    );
    const ended = Promise.all(all);
    await Promise.race([pause(ms, undefined, IDLY), ended]);
    const lastedMs = performance.now() - since;
    this.over = true;
    if (reads) await Promise.race([ended, pause(patienceMs, undefined, IDLY)]);
    if (reads && failed.length > 0) throw failed[0];
    return { lastedMs, answered: this.answered, unanswered: this.under, dropped: failed.length };
  }

  leaves(): void {
    for (const wire of this.wires) wire.close();
  }

  private async works(wire: Wire, reads: boolean): Promise<void> {
    if (!reads) wire.pace(0);
    while (!this.over) {
      this.under += 1;
      const done = await wire.send(this.wanted.line);
      this.under -= 1;
      mustBeOk(done, this.wanted.line, 'it was answered before');
      this.answered += 1;
    }
  }
}
