import { createServer, type Socket } from 'node:net';
import { answerText, type TinyAnswer } from './tiny-answer';
import { hearLines, tinyLmtp } from './tiny-lmtp';

export const KIB = 1024;

/** What the tiny server is told to be like. */
export interface TinyWishes {
  /** Connections it takes at once. */
  readonly takes: number;
  /** Of its idling sessions so many, the first ones, are told nothing. */
  readonly deaf: number;
  /** Whether a user that there is not costs a hash too. */
  readonly hashesUnknown: boolean;
  /** Whether it closes after BYE, without the tagged answer to LOGOUT. */
  readonly closesAtBye: boolean;
  /** What it says to these command lines (without tag); to others that it does not know, OK. */
  readonly answers: Readonly<Record<string, TinyAnswer>>;
}

type State = 'connected' | 'authenticated' | 'selected' | 'idling';

const HOLDS_KIB: Record<State, number> = { connected: 10, authenticated: 110, selected: 160, idling: 160 };
/** CPU in ms. */
const COSTS = { connect: 1, unknown: 1, hash: 80, session: 10, select: 5, delivery: 10, wake: 0.5 };

/** For tests: an IMAP and LMTP server of this process, whose every cost is known. */
export class TinyServer {
  cpuMs = 0;
  /** Of the first user, and of every other one. */
  mails = 3;
  othersMails = 0;
  /** Who logged in, in this order, since the last restart. */
  readonly users: string[] = [];
  /** Command lines (without tag), in this order, since it was made. */
  readonly heard: string[] = [];
  /** What its log says of its death; empty while it lives. */
  lastWords: string[] = [];
  /** Sent to its storage so far; null: it has none. */
  requests: Record<string, number> | null = null;
  private readonly user = new Map<Socket, string>();
  private readonly sessions = new Map<Socket, State>();
  private hashing = 0;
  private mostHashing = 0;
  private mostHeldKib = 0;

  constructor(
    private readonly owner: string,
    private readonly known: (user: string) => boolean,
    private readonly password: string,
    private readonly wishes: TinyWishes,
  ) {}

  readonly imap = createServer((socket) => this.greet(socket));
  readonly lmtp = tinyLmtp(() => this.arrived());

  restart(): void {
    for (const socket of this.sessions.keys()) socket.destroy();
    this.sessions.clear();
    this.users.length = 0;
    this.lastWords = [];
  }

  get rssBytes(): number {
    return [...this.sessions.values()].reduce((sum, state) => sum + HOLDS_KIB[state] * KIB, 5000 * KIB);
  }

  /** 1 MiB for each hash that was computed at the same time, and what an answer held, since it was last asked. */
  peakAndReset(): number {
    const peak = this.rssBytes + (this.mostHashing * 1024 + this.mostHeldKib) * KIB;
    this.mostHashing = 0;
    this.mostHeldKib = 0;
    return peak;
  }

  private greet(socket: Socket): void {
    if (this.lastWords.length > 0) return void socket.destroy();
    if (this.sessions.size >= this.wishes.takes) return void socket.end('* BYE too many\r\n');
    this.cpuMs += COSTS.connect;
    this.sessions.set(socket, 'connected');
    socket.on('close', () => this.sessions.delete(socket));
    socket.on('error', () => undefined);
    socket.write('* OK hello\r\n');
    let secretFor: string | null = null;
    hearLines(socket, (line) => {
      if (secretFor !== null) {
        const [, user = '', password = ''] = Buffer.from(line, 'base64').toString().split('\0');
        void this.check(socket, secretFor, user, password);
        secretFor = null;
        return;
      }
      const [tag = '', verb, user = '', password = ''] = line.replaceAll('"', '').split(' ');
      const command = line.slice(tag.length + 1);
      this.heard.push(command);
      const answer = this.wishes.answers[command];
      if (answer) this.say(socket, tag, command, answer);
      else if (verb === 'LOGIN') void this.check(socket, tag, user, password);
      else if (verb === 'AUTHENTICATE') {
        secretFor = tag;
        socket.write('+ \r\n');
      } else {
        const usual = this.answer(socket, tag, verb);
        if (usual !== '') socket.write(usual);
      }
    });
  }

  private say(socket: Socket, tag: string, command: string, answer: TinyAnswer): void {
    const { cpuMs = 0, peakKib = 0, requests = {}, tagged } = answer;
    this.cpuMs += cpuMs;
    this.mostHeldKib = Math.max(this.mostHeldKib, peakKib);
    for (const [endpoint, times] of Object.entries(requests))
      if (this.requests) this.requests[endpoint] = (this.requests[endpoint] ?? 0) + times;
    socket.write(answerText(tag, answer));
    if (tagged !== null) return;
    this.lastWords = [`panic: ${command}`];
    for (const one of this.sessions.keys()) one.end();
  }

  private answer(socket: Socket, tag: string, verb = ''): string {
    if (verb === 'SELECT') {
      this.cpuMs += COSTS.select;
      this.sessions.set(socket, 'selected');
      const mails = this.user.get(socket) === this.owner ? this.mails : this.othersMails;
      return `* ${mails} EXISTS\r\n${tag} OK open\r\n`;
    }
    if (verb === 'IDLE') {
      this.sessions.set(socket, 'idling');
      return '+ waiting\r\n';
    }
    if (verb === 'LOGOUT' && this.wishes.closesAtBye) {
      socket.end('* BYE\r\n');
      return '';
    }
    return `${verb === 'LOGOUT' ? '* BYE\r\n' : ''}${tag} OK done\r\n`;
  }

  private async check(socket: Socket, tag: string, user: string, password: string): Promise<void> {
    this.cpuMs += COSTS.unknown;
    if (this.known(user) || this.wishes.hashesUnknown) {
      this.cpuMs += COSTS.hash;
      this.hashing += 1;
      this.mostHashing = Math.max(this.mostHashing, this.hashing);
      await new Promise((resolve) => setTimeout(resolve, 5));
      this.hashing -= 1;
    }
    if (!this.known(user) || password !== this.password) return void socket.write(`${tag} NO wrong\r\n`);
    this.cpuMs += COSTS.session;
    this.users.push(user);
    this.user.set(socket, user);
    this.sessions.set(socket, 'authenticated');
    socket.write(`${tag} OK in\r\n`);
  }

  private arrived(): void {
    this.mails += 1;
    this.cpuMs += COSTS.delivery;
    const idling = [...this.sessions].filter(([, state]) => state === 'idling');
    for (const [socket] of idling.slice(this.wishes.deaf)) {
      this.cpuMs += COSTS.wake;
      socket.write(`* ${this.mails} EXISTS\r\n`);
    }
  }
}
