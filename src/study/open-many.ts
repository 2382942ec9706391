import { Failure, reasonOf } from '../config/failure';
import type { ImapServer } from '../containers/imap-server';
import { type Account, authenticate, mustBeOk } from '../imap/login';
import { Wire } from '../imap/wire';
import type { Limit } from '../report/parts/idle-schema';
import { COMMAND_MS } from '../run/execution';
import { idle } from '../run/hold';

/** As many mail programs log in at a time: fewer than wore the server in, so that their hashes take no memory of their own. */
const AT_ONCE = 4;
/** What this process, and not the server, has run out of: files, memory for sockets, ports. */
const OURS = /\b(EMFILE|ENFILE|ENOBUFS|EADDRNOTAVAIL)\b/;

/** A session that idles, and the last EXISTS that it heard: how many mails, and when (ms of the monotonic clock). */
export interface Idler {
  readonly wire: Wire;
  mails: number;
  heardAt: number;
}

/** Connects, over TLS if asked. Throws where the server does not greet, or offers no TLS. */
export function connected(server: ImapServer, tls: boolean): Promise<Wire> {
  const address = tls ? server.imaps : server.imap;
  if (address === null) throw new Error('the server offers no TLS');
  return Wire.open(address);
}

/** Opens a mailbox and idles there. */
export async function selectAndIdle(wire: Wire, mailbox: string): Promise<Idler> {
  const idler = { wire, mails: await select(wire, mailbox), heardAt: 0 };
  await idleAs(idler);
  return idler;
}

/** Idles in the mailbox that is selected, and notes what it hears. */
export function idleAs(idler: Idler): Promise<void> {
  return idle(idler.wire, (text) => {
    const mails = existsIn(text);
    if (mails === null || mails <= idler.mails) return;
    idler.mails = mails;
    idler.heardAt = performance.now();
  });
}

/** Answers how many mails there are. Throws Failure where it is refused. */
export async function select(wire: Wire, mailbox: string): Promise<number> {
  const opened = await wire.run(`SELECT ${mailbox}`, COMMAND_MS);
  mustBeOk(opened, `SELECT ${mailbox}`, 'the mailbox was there before');
  const exists = opened.untagged.map(({ text }) => existsIn(text)).find((mails) => mails !== null);
  if (exists === undefined) throw new Error(`SELECT ${mailbox} did not say how many mails there are`);
  return exists ?? 0;
}

function existsIn(text: string): number | null {
  const found = /^(\d+) EXISTS$/i.exec(text);
  return found ? Number(found[1]) : null;
}

/** Logs in, opens a mailbox and idles there: one session of a push user. */
export async function idler(server: ImapServer, account: Account, mailbox = 'INBOX'): Promise<Idler> {
  const wire = await connected(server, false);
  try {
    await authenticate(wire, account);
    return await selectAndIdle(wire, mailbox);
  } catch (error) {
    wire.close();
    throw error;
  }
}

/**
 * Does `open` for the numbers from `have` + 1 to `count`, a few at a time. Ends at the first that fails, and answers what was
 * heard then: how many sessions there are is a finding, not an error. Those under way are waited for.
 */
export async function openUpTo(
  have: number,
  count: number,
  open: (number: number) => Promise<void>,
): Promise<Limit | null> {
  let [last, done] = [have, have];
  let failed: unknown = null;
  const worker = async () => {
    while (failed === null && last < count) {
      const number = ++last;
      try {
        await open(number);
        done += 1;
      } catch (error) {
        failed ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed === null ? null : limitAt(done, failed);
}

export function limitAt(sessions: number, error: unknown): Limit {
  const answer = error instanceof Failure ? `${error.fact} (${error.why})` : reasonOf(error);
  return { sessions, answer, whose: OURS.test(answer) ? 'client' : 'server' };
}

/** The same of sessions that were opened and have ended by themselves since; null where all are there. */
export function lostOf(wires: readonly Wire[]): Limit | null {
  const lost = wires.filter(({ ended }) => ended !== undefined);
  const why = lost[0]?.ended;
  if (why === undefined) return null;
  const { answer, whose } = limitAt(0, why);
  return {
    sessions: wires.length - lost.length,
    answer: `${lost.length} of ${wires.length} sessions ended: ${answer}`,
    whose,
  };
}
