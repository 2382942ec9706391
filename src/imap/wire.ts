import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { Address } from './address';
import { type Response, ResponseSplitter } from './responses';

const CONNECT_MS = 15_000;

/** The tagged end of a command with everything that came before it. */
export interface Completion {
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly text: string;
  readonly untagged: readonly Response[];
}

interface Pending {
  readonly line: string;
  readonly untagged: Response[];
  readonly onUntagged: ((response: Response) => void) | undefined;
  readonly onContinue: (() => void) | undefined;
  readonly done: (completion: Completion) => void;
  readonly failed: (error: Error) => void;
}

/**
 * An IMAP connection that sends exactly what it is told, nothing by itself: measured commands must stand alone between
 * two readings. Commands may be pipelined; answers belong to the oldest command that is not complete.
 */
export class Wire {
  private readonly pending: Pending[] = [];
  private serial = 0;
  private octets = 0;
  private rate = Number.POSITIVE_INFINITY;
  private rest: NodeJS.Timeout | undefined;
  private broken: Error | undefined;
  private readonly greeted: Promise<string>;

  private constructor(private readonly socket: Socket) {
    let greet: (line: string) => void = () => undefined;
    this.greeted = new Promise((resolve) => {
      greet = resolve;
    });
    let first = true;
    const splitter = new ResponseSplitter((response) => {
      if (first) greet(response.text);
      else this.take(response);
      first = false;
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.octets += chunk.length;
      this.restAfter(chunk.length);
      splitter.push(chunk);
    });
    socket.on('error', (error) => this.fail(error.message));
    socket.on('close', () => this.fail('the server closed the connection'));
  }

  static async open({ host, port, tls }: Address): Promise<Wire> {
    const wire = new Wire(tls ? connectTls({ host, port, ...tls }) : connect({ host, port }));
    try {
      await within(CONNECT_MS, 'the greeting of the IMAP server', () =>
        Promise.race([wire.greeted, wire.untilBroken()]),
      );
      return wire;
    } catch (error) {
      wire.close();
      throw error;
    }
  }

  /**
   * Sends one command line (without tag). `ms` is its deadline; `bytes` are sent after a `{n+}` or, when the server asks
   * for more, after its `+`. Throws Failure when the connection ends or nothing comes in time.
   */
  async run(line: string, ms: number, parts: CommandParts = {}): Promise<Completion> {
    return within(ms, `the tagged answer to ${shown(line)}`, () => this.send(line, parts));
  }

  /** As `run`, without a deadline of its own: for pipelines whose end has one. */
  send(line: string, parts: CommandParts = {}): Promise<Completion> {
    if (this.broken) return Promise.reject(this.broken);
    const tag = `a${++this.serial}`;
    return new Promise<Completion>((done, failed) => {
      const onContinue = parts.onContinue && (() => parts.onContinue?.(this));
      this.pending.push({ line, untagged: [], onUntagged: parts.onUntagged, onContinue, done, failed });
      this.socket.write(`${tag} ${line}\r\n`, 'latin1');
      if (parts.bytes) {
        this.socket.write(parts.bytes);
        this.socket.write('\r\n');
      }
    });
  }

  write(data: string | Buffer): void {
    this.socket.write(data);
  }

  /** Why nothing more can be sent or heard; undefined while the connection holds. */
  get ended(): Error | undefined {
    return this.broken;
  }

  /** How much waits in this process to be sent, octets. */
  get backlog(): number {
    return this.socket.writableLength;
  }

  /** Octets taken from the socket so far. */
  get received(): number {
    return this.octets;
  }

  /**
   * How many octets a second are taken from now on; 0: none, so that the server meets full buffers. Infinity, as it begins:
   * as fast as they come.
   */
  pace(octetsPerSecond: number): void {
    this.rate = octetsPerSecond;
    clearTimeout(this.rest);
    if (octetsPerSecond === 0) this.socket.pause();
    else this.socket.resume();
  }

  drained(): Promise<void> {
    return new Promise((resolve) => this.socket.once('drain', resolve));
  }

  close(): void {
    clearTimeout(this.rest);
    this.broken ??= new Error('the session was closed');
    this.socket.destroy();
  }

  private restAfter(octets: number): void {
    if (this.rate === 0 || this.rate === Number.POSITIVE_INFINITY) return;
    this.socket.pause();
    this.rest = setTimeout(() => this.socket.resume(), (1000 * octets) / this.rate);
  }

  private take(response: Response): void {
    const current = this.pending[0];
    if (response.tag === '+') current?.onContinue?.();
    else if (response.tag === '*') {
      current?.untagged.push(response);
      current?.onUntagged?.(response);
    } else if (current) {
      this.pending.shift();
      const [status = '', ...words] = response.text.split(' ');
      current.done({ status: statusOf(status), text: words.join(' '), untagged: current.untagged });
    }
  }

  private fail(reason: string): void {
    if (this.broken) return;
    const waiting = this.pending[0];
    this.broken = new Failure(EXIT.unmeasured, {
      fact: waiting ? `The connection ended during ${shown(waiting.line)}` : 'The connection ended',
      cause:
        waiting && waiting.untagged.length > 0
          ? `${reason}; it had said: ${waiting.untagged.at(-1)?.text}`
          : reason,
      next: "look at the server's last log lines",
    });
    for (const one of this.pending.splice(0)) one.failed(this.broken);
  }

  private async untilBroken(): Promise<never> {
    await new Promise<void>((resolve) => this.socket.once('close', () => resolve()));
    throw this.broken ?? new Error('the connection ended');
  }
}

export interface CommandParts {
  readonly bytes?: Buffer;
  readonly onUntagged?: (response: Response) => void;
  readonly onContinue?: (wire: Wire) => void;
}

function statusOf(word: string): Completion['status'] {
  return word === 'OK' || word === 'NO' ? word : 'BAD';
}

/** A command line for an error: short, and without a password. */
function shown(line: string): string {
  const safe = line.replace(/^(LOGIN \S+) .*/i, '$1 …');
  return JSON.stringify(safe.length > 80 ? `${safe.slice(0, 80)}…` : safe);
}
