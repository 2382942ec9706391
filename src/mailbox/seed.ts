import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { Session } from '../imap/login';
import { mustBeOk } from '../imap/login';
import { type AppendedMail, appendParts, batchesOf, mayPipeline } from './append';
import type { Mailbox } from './mailbox';

const PER_MAIL_MS = 2_000;
const PER_BYTE_MS = 0.001;
const STARTS_WITHIN_MS = 60_000;
/** Octets kept waiting in this process before the next mail is made. */
const BACKLOG = 8 << 20;
/** Commands under way at once: enough to keep a server busy; Aerogramme hangs up ("Too fast") on long queues. */
const UNDER_WAY = 8;

/**
 * Appends all mails to INBOX, in their order, with what the server offers: where that is LITERAL+, APPENDs are pipelined,
 * the next under way while the server stores the last (RFC 7888, RFC 9051 5.5); where it is MULTIAPPEND, one command
 * carries many small mails (RFC 3502). Throws Failure naming the mail that is too large or was refused.
 */
export async function seed(session: Session, mailbox: Mailbox, signal?: AbortSignal): Promise<void> {
  const { wire, capabilities } = session;
  refuseTooLarge(capabilities, mailbox);
  const total = mailbox.sizes.reduce((sum, size) => sum + size, 0);
  const deadline = STARTS_WITHIN_MS + mailbox.sizes.length * PER_MAIL_MS + total * PER_BYTE_MS;
  await within(deadline, `${mailbox.sizes.length} mails to be appended`, async (over) => {
    const stop = signal ? AbortSignal.any([signal, over]) : over;
    const under = new Set<Promise<void>>();
    let failed: unknown;
    for (const batch of batchesOf(mailbox, capabilities)) {
      stop.throwIfAborted();
      if (failed !== undefined) break;
      const one = append(session, batch).catch((error: unknown) => {
        failed ??= refused(error, batch);
      });
      under.add(one);
      void one.then(() => under.delete(one));
      if (!batch.every(({ mail }) => mayPipeline(capabilities, mail.bytes.length))) await one;
      else if (under.size >= UNDER_WAY) await Promise.race(under);
      if (wire.backlog > BACKLOG) await Promise.race([wire.drained(), one]);
    }
    await Promise.all(under);
    if (failed !== undefined) throw failed;
  });
}

async function append({ wire, capabilities }: Session, batch: readonly AppendedMail[]): Promise<void> {
  const { line, parts } = appendParts(batch, capabilities);
  mustBeOk(await wire.send(line, parts), 'APPEND', 'the server does not take it');
}

/** A server may say what it takes at most (RFC 7889): then nothing is sent that it would refuse. */
function refuseTooLarge(capabilities: ReadonlySet<string>, { sizes }: Mailbox): void {
  const said = [...capabilities].find((one) => one.startsWith('APPENDLIMIT='));
  const limit = said === undefined ? Number.NaN : Number(said.slice('APPENDLIMIT='.length));
  const at = sizes.findIndex((size) => size > limit);
  if (at < 0) return;
  throw new Failure(EXIT.unmeasured, {
    fact: `Mail ${at + 1} is over the server's limit: ${sizes[at]} bytes`,
    cause: `the server takes mails up to ${limit} bytes (it advertises ${said})`,
    next: "take it out of the mailbox, or raise the limit in the server's config",
  });
}

function refused(error: unknown, batch: readonly AppendedMail[]): Failure {
  const numbers = batch.map(({ sequence }) => sequence);
  const sizes = batch.map(({ mail }) => mail.bytes.length);
  const one = `Mail ${numbers[0]} (${sizes[0]} bytes)`;
  const many = `One of the mails ${numbers[0]} to ${numbers.at(-1)} (${Math.max(...sizes)} bytes at most)`;
  return new Failure(
    EXIT.unmeasured,
    {
      fact: `${batch.length === 1 ? one : many} could not be seeded`,
      cause: error instanceof Failure ? `${error.fact}: ${error.why}` : String(error),
      next: "a mail over the server's size limit must leave the mailbox; see also the server's last log lines",
    },
    { cause: error },
  );
}
