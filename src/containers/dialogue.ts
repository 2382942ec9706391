import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Reply, Request } from '../agent/protocol';
import { EXIT, Failure, reasonOf } from '../config/failure';
import type { Attached } from '../engine/attached';

const LAST_WORDS = 500;
const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/**
 * Questions to the agent and its answers, a line each and in order. Once the stream is gone, or a line is no answer, it is
 * out of step and stays broken: every question, also one that waits, fails with the reason.
 */
export class Dialogue {
  private readonly waiting: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = [];
  private lastWords = '';
  private broken: Failure | undefined;

  /** `whyEnded` says what became of the container when its stream closes. */
  constructor(
    private readonly stream: Attached,
    whyEnded: () => Promise<string>,
  ) {
    createInterface({ input: stream.stdout }).on('line', (line) => this.hear(line));
    stream.stderr.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-LAST_WORDS);
    });
    void stream.closed.then(whyEnded).then(
      (why) => this.end('The agent container is gone', why),
      (error) => this.end('The agent container is gone', `the engine does not say why: ${reasonOf(error)}`),
    );
  }

  ask(request: Request): Promise<Reply> {
    if (this.broken) return Promise.reject(this.broken);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.stream.write(JSON.stringify(request));
    });
  }

  close(): void {
    this.stream.end();
  }

  private hear(line: string): void {
    const reply = replyIn(line);
    const asked = reply ? this.waiting.shift() : undefined;
    if (reply && asked) {
      asked.resolve(reply);
      return;
    }
    this.end('The agent container does not keep to its protocol', `it said: ${line.slice(0, 200)}`);
    this.close();
  }

  private end(fact: string, cause: string): void {
    const words = this.lastWords.trim();
    this.broken ??= new Failure(EXIT.unmeasured, {
      fact,
      cause: words ? `${cause}; its last words: ${words}` : cause,
      next: 'run this again; `npx aerometer doctor` shows what the engine allows',
    });
    for (const { reject } of this.waiting.splice(0)) reject(this.broken);
  }
}

function replyIn(line: string): Reply | null {
  try {
    return replySchema.parse(JSON.parse(line)) as Reply;
  } catch {
    return null;
  }
}
