import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import type { Address } from '../imap/address';
import type { Account } from '../imap/login';
import type { Answer, Asked, Order } from './neighbour-process';

/** Compiled, for it runs without Jest; whatever runs a study compiles first. */
export const MAIN = join(ROOT, 'dist', 'src', 'study', 'neighbour-process.js');

/**
 * Another user in a process of its own: in this one it would wait for the work of reading what the expensive user asked
 * for, and take that for the server's.
 */
export class NeighbourApart {
  private constructor(private readonly child: ChildProcess) {}

  /** Throws Failure where it cannot log in, or its process ends. */
  static async arrives(imap: Address, account: Account, main: string = MAIN): Promise<NeighbourApart> {
    const apart = new NeighbourApart(fork(main, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    try {
      await apart.tell({ kind: 'arrive', imap, account });
      return apart;
    } catch (error) {
      apart.leaves();
      throw error;
    }
  }

  /** Asks one small thing after the other until `work` ends, well or not; what was sent before counts, however long it takes. */
  async asksWhile(work: Promise<unknown>): Promise<Asked> {
    await this.tell({ kind: 'ask' });
    await Promise.allSettled([work]);
    const answer = await this.tell({ kind: 'stop' });
    if (answer.kind !== 'waited') throw new Error(`${answer.kind} is no answer to "stop"`);
    const { waited, lags, lost } = answer;
    return { waited, lags, lost };
  }

  leaves(): void {
    if (this.child.connected) this.child.disconnect();
  }

  private tell(order: Order): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const fail = (cause: string) =>
        reject(
          new Failure(EXIT.unmeasured, {
            fact: `The other user could not ${order.kind}`,
            cause,
            next: "look at the server's last log lines",
          }),
        );
      const ended = () => fail('its process ended');
      this.child.once('exit', ended);
      this.child.once('message', (answer: Answer) => {
        this.child.off('exit', ended);
        if (answer.kind === 'failed') fail(answer.reason);
        else resolve(answer);
      });
      this.child.send(order, (error) => error && ended());
    });
  }
}
