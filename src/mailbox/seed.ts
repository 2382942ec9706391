import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { Session } from '../imap/login';
import { mustBeOk } from '../imap/login';
import type { Mail, Mailbox } from './mailbox';

const PER_MAIL_MS = 2_000;
const PER_BYTE_MS = 0.001;
const STARTS_WITHIN_MS = 60_000;
/** LITERAL- allows octets without asking only up to this many (RFC 7888). */
const LITERAL_MINUS = 4096;
/** Octets kept waiting in this process before the next mail is made. */
const BACKLOG = 8 << 20;
/** Commands under way at once: enough to keep a server busy; Aerogramme hangs up ("Too fast") on long queues. */
const UNDER_WAY = 8;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Appends all mails to INBOX, in their order. Where the server offers LITERAL+ the APPENDs are pipelined: the next
 * command is under way while the server stores the last (RFC 7888, RFC 9051 5.5). Several connections would lose the
 * order, and with it the knowledge which message is which. Throws Failure naming the mail that was refused.
 */
export async function seed(
  session: Session,
  mailbox: Mailbox,
  progress: (done: number) => void,
): Promise<void> {
  const { wire, capabilities } = session;
  const total = mailbox.sizes.reduce((sum, size) => sum + size, 0);
  const deadline = STARTS_WITHIN_MS + mailbox.sizes.length * PER_MAIL_MS + total * PER_BYTE_MS;
  await within(deadline, `${mailbox.sizes.length} mails to be appended`, async (signal) => {
    const under = new Set<Promise<void>>();
    let failed: unknown;
    let done = 0;
    for (let n = 1; n <= mailbox.sizes.length && failed === undefined; n += 1) {
      signal.throwIfAborted();
      const mail = mailbox.mail(n);
      const one = append(session, mail).then(
        () => progress(++done),
        (error: unknown) => {
          failed ??= refused(error, n, mail);
        },
      );
      under.add(one);
      void one.then(() => under.delete(one));
      if (!mayPipeline(capabilities, mail.bytes.length)) await one;
      else if (under.size >= UNDER_WAY) await Promise.race(under);
      if (wire.backlog > BACKLOG) await Promise.race([wire.drained(), one]);
    }
    await Promise.all(under);
    if (failed !== undefined) throw failed;
  });
}

async function append({ wire, capabilities }: Session, mail: Mail): Promise<void> {
  const size = mail.bytes.length;
  const head = `APPEND INBOX (${mail.flags.join(' ')}) "${dateTime(mail.internalDate)}"`;
  const completion = mayPipeline(capabilities, size)
    ? await wire.send(`${head} {${size}+}`, { bytes: mail.bytes })
    : await wire.send(`${head} {${size}}`, {
        onContinue: (open) => {
          open.write(mail.bytes);
          open.write('\r\n');
        },
      });
  mustBeOk(completion, 'APPEND', `the server refuses a mail of ${size} bytes`);
}

export function mayPipeline(capabilities: ReadonlySet<string>, size: number): boolean {
  return capabilities.has('LITERAL+') || (capabilities.has('LITERAL-') && size <= LITERAL_MINUS);
}

function refused(error: unknown, n: number, mail: Mail): Failure {
  return new Failure(
    EXIT.unmeasured,
    {
      fact: `Mail ${n} (${mail.bytes.length} bytes) could not be seeded`,
      cause: error instanceof Failure ? `${error.fact}: ${error.why}` : String(error),
      next: "a mail over the server's size limit must leave the mailbox; see also the server's last log lines",
    },
    { cause: error },
  );
}

/** `date-time` of RFC 9051 section 9, in UTC. */
export function dateTime(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`;
}
