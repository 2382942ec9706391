import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../config/failure';
import { moreUsers, type User } from '../containers/more-users';
import type { Address } from '../imap/address';
import { type Account, login, mustBeOk } from '../imap/login';
import type { Wire } from '../imap/wire';
import { oneMail } from '../mailbox/generated';
import type { Waited } from '../report/parts/expensive-measured';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';

const NAME = 'neighbour';
const MAILS = 3;
const MAIL_BYTES = 8192;
/** Between two commands: a person's client asks now and then, it makes no load. */
const THINKS_MS = 20;
/** Who waits longer would have given up. */
const ANSWER_MS = 30_000;

/** Makes the other user, with a few mails, unless there is one. The server is started anew for it. */
export async function makeNeighbour(bench: Bench): Promise<User> {
  const { stack } = await bench.ready();
  const [user] = await moreUsers(stack, [NAME]);
  if (user === undefined) throw new Error(`the user ${NAME} was not made`);
  await bench.freshServer();
  const { wire } = await login(stack.server.imap, user);
  try {
    const selected = mustBeOk(await wire.run('SELECT INBOX', COMMAND_MS), 'SELECT INBOX', 'its INBOX is new');
    if (!selected.untagged.some(({ text }) => /^0 EXISTS$/i.test(text))) return user;
    for (let serial = 1; serial <= MAILS; serial += 1) {
      const { bytes } = oneMail(MAIL_BYTES, { serial });
      const onContinue = () => [bytes, '\r\n'].forEach((part) => void wire.write(part));
      const line = `APPEND INBOX {${bytes.length}}`;
      mustBeOk(await wire.run(line, COMMAND_MS, { onContinue }), line, 'another user needs a few mails');
    }
    return user;
  } finally {
    wire.close();
  }
}

/** The other user's session, which asks one small thing after the other and notes how long each answer took. */
export class Neighbour {
  /** Why its session ended; null while it holds. */
  lost: string | null = null;
  /** By how much its pauses were longer than they should have been, ms: what this process was busy with otherwise. */
  readonly lags: number[] = [];

  private constructor(private readonly wire: Wire) {}

  static async arrives(imap: Address, account: Account): Promise<Neighbour> {
    const { wire } = await login(imap, account);
    mustBeOk(await wire.run('SELECT INBOX', COMMAND_MS), 'SELECT INBOX', 'it was opened before');
    return new Neighbour(wire);
  }

  /** Asks until `over` says so; what was sent before counts, however long it takes. */
  async asksUntil(over: () => boolean): Promise<Waited> {
    const waited: Waited = { noopMs: [], envelopeMs: [] };
    while (!over() && this.lost === null) {
      await this.ask('NOOP', waited.noopMs);
      await this.ask('FETCH 1 (ENVELOPE)', waited.envelopeMs);
      const since = performance.now();
      await pause(THINKS_MS);
      this.lags.push(performance.now() - since - THINKS_MS);
    }
    return waited;
  }

  leaves(): void {
    this.wire.close();
  }

  private async ask(line: string, waits: number[]): Promise<void> {
    if (this.lost !== null) return;
    const since = performance.now();
    try {
      mustBeOk(await this.wire.run(line, ANSWER_MS), line, 'it was answered before');
      waits.push(performance.now() - since);
    } catch (error) {
      this.lost = reasonOf(error).split('\n')[0] ?? '';
    }
  }
}
