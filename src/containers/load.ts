import { connect, type Socket } from 'node:net';
import { retryUntil, within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { Address } from '../imap/address';

const READY_MS = 30_000;
const DOSE_MS = 120_000;
const NS = 1e6;

/** What a burn took, ms; docker/reference/burn.c says how each is taken. */
export interface Burnt {
  readonly workedMs: number;
  readonly clockMs: number;
  readonly wallMs: number;
  readonly awayMs: number;
  readonly unsureMs: number;
}

interface Waiting {
  resolve(answer: string): void;
  reject(error: Error): void;
  /** Bytes that follow the answer. */
  readonly payload: number;
}

/** The reference load's one client: gives it doses (docker/reference/load.c lists them) and reads its answers. */
export class Load implements Disposable {
  private text = '';
  private unread = 0;
  private answer = '';
  private waiting: Waiting | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.taken(chunk));
    for (const event of ['error', 'close'])
      socket.on(event, () => this.waiting?.reject(new Error('the reference load dropped its connection')));
  }

  static connect(address: Address): Promise<Load> {
    return retryUntil(READY_MS, 'the reference load to answer', async () => {
      const socket = connect(address);
      const load = new Load(socket);
      try {
        await load.ask('hello');
        return load;
      } catch (error) {
        socket.destroy();
        throw error;
      }
    });
  }

  async burn(loops: number, threads: number): Promise<Burnt> {
    const { worked, clock, wall, away, unsure } = await this.numbers(`burn ${loops} ${threads}`);
    const ms = (ns: number | undefined) => (ns ?? Number.NaN) / NS;
    return {
      workedMs: ms(worked),
      clockMs: ms(clock),
      wallMs: ms(wall),
      awayMs: ms(away),
      unsureMs: ms(unsure),
    };
  }

  spike(bytes: number, holdMs: number): Promise<unknown> {
    return this.ask(`spike ${bytes} ${Math.round(holdMs * 1000)}`);
  }

  keep(bytes: number): Promise<unknown> {
    return this.ask(`keep ${bytes}`);
  }

  leak(bytes: number): Promise<unknown> {
    return this.ask(`leak ${bytes}`);
  }

  drop(): Promise<unknown> {
    return this.ask('drop');
  }

  /** A process of its own; answers its RSS, in bytes, before it touched what it was told to. */
  async child(bytes: number, fate: 'lives' | 'exits'): Promise<number> {
    return (await this.numbers(`child ${bytes} ${fate}`)).base ?? 0;
  }

  reap(): Promise<unknown> {
    return this.ask('reap');
  }

  send(bytes: number): Promise<unknown> {
    return this.ask(`send ${bytes}`, undefined, bytes);
  }

  receive(bytes: number): Promise<unknown> {
    return this.ask(`receive ${bytes}`, Buffer.alloc(bytes, 'x'));
  }

  /** Sends a whole HTTP request so many times. Throws unless each was answered with success. */
  async request(to: Address, request: Buffer, times: number): Promise<void> {
    const line = `request ${to.host} ${to.port} ${times} ${request.length}`;
    const { done, status } = await this.numbers(line, request);
    if (done !== times) throw refused(line, `${done} were answered, then the status was ${status}`);
  }

  close(): void {
    this.socket.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  private async numbers(line: string, payload?: Buffer): Promise<Record<string, number>> {
    const answer = await this.ask(line, payload);
    return Object.fromEntries(
      [...answer.matchAll(/(\w+)=(\d+)/g)].map(([, name, value]) => [name, Number(value)]),
    );
  }

  private ask(line: string, payload?: Buffer, follows = 0): Promise<string> {
    return within(DOSE_MS, `the reference load to answer "${line.slice(0, 60)}"`, async () => {
      const answer = await new Promise<string>((resolve, reject) => {
        this.waiting = { resolve, reject, payload: follows };
        this.socket.write(payload ? Buffer.concat([Buffer.from(`${line}\n`), payload]) : `${line}\n`);
      });
      if (!answer.startsWith('ok')) throw refused(line, answer);
      return answer;
    });
  }

  private taken(chunk: Buffer): void {
    let rest = chunk;
    if (this.unread === 0) {
      const end = rest.indexOf('\n');
      this.text += rest.subarray(0, end < 0 ? undefined : end).toString();
      if (end < 0) return;
      this.answer = this.text;
      this.text = '';
      this.unread = this.answer.startsWith('ok') ? (this.waiting?.payload ?? 0) : 0;
      rest = rest.subarray(end + 1);
    }
    this.unread -= rest.length;
    if (this.unread === 0) this.waiting?.resolve(this.answer);
  }
}

function refused(line: string, cause: string): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: `The reference load did not do "${line}"`,
    cause,
    next: 'see docker/reference/load.c for what it takes, and the log of its container',
  });
}
