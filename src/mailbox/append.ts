import type { CommandParts } from '../imap/wire';
import type { Mail, Mailbox } from './mailbox';

/** LITERAL- allows octets without asking only up to this many (RFC 7888). */
const LITERAL_MINUS = 4096;
/** Octets that one APPEND carries. A mail of so many is alone in its command: it gains nothing, and a refusal names it. */
const ENOUGH = 64 << 10;
const MOST_MAILS = 32;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A mail and its number in the mailbox, from 1. */
export interface AppendedMail {
  readonly sequence: number;
  readonly mail: Mail;
}

/** Whether octets may be sent without waiting for the server to ask for them. */
export function mayPipeline(capabilities: ReadonlySet<string>, size: number): boolean {
  return capabilities.has('LITERAL+') || (capabilities.has('LITERAL-') && size <= LITERAL_MINUS);
}

/** The mails of a mailbox in their order, as many as one APPEND may carry: one, or with MULTIAPPEND several small ones. */
export function* batchesOf(
  mailbox: Mailbox,
  capabilities: ReadonlySet<string>,
): Generator<readonly AppendedMail[]> {
  const several = capabilities.has('MULTIAPPEND') && capabilities.has('LITERAL+');
  let batch: AppendedMail[] = [];
  let bytes = 0;
  for (const [at, size] of mailbox.sizes.entries()) {
    const full = !several || size >= ENOUGH || bytes >= ENOUGH || batch.length >= MOST_MAILS;
    if (full && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ sequence: at + 1, mail: mailbox.mail(at + 1) });
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The APPEND of a batch: its first line, and what follows it (RFC 9051 6.3.12, RFC 3502). */
export function appendParts(
  batch: readonly AppendedMail[],
  capabilities: ReadonlySet<string>,
): { line: string; parts: CommandParts } {
  const [first, ...others] = batch.map(({ mail }) => mail);
  if (!first) throw new Error('an APPEND carries at least one mail');
  const size = first.bytes.length;
  if (!mayPipeline(capabilities, size)) {
    const onContinue: CommandParts['onContinue'] = (wire) => {
      wire.write(first.bytes);
      wire.write('\r\n');
    };
    return { line: `APPEND INBOX ${argumentsOf(first)} {${size}}`, parts: { onContinue } };
  }
  const further = others.flatMap((mail) => [
    Buffer.from(` ${argumentsOf(mail)} {${mail.bytes.length}+}\r\n`),
    mail.bytes,
  ]);
  const bytes = further.length === 0 ? first.bytes : Buffer.concat([first.bytes, ...further]);
  return { line: `APPEND INBOX ${argumentsOf(first)} {${size}+}`, parts: { bytes } };
}

function argumentsOf({ flags, internalDate }: Mail): string {
  return `(${flags.join(' ')}) "${dateTime(internalDate)}"`;
}

/** `date-time` of RFC 9051 section 9, in UTC. */
export function dateTime(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2, ' ');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`;
}
