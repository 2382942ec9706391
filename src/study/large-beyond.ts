import { setTimeout as pause } from 'node:timers/promises';
import { within } from '../config/deadline';
import { reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import type { Address } from '../imap/address';
import { login } from '../imap/login';
import { costOf } from '../meter/cost';
import type { Large } from '../report/parts/large-measured';
import type { Bench } from '../run/bench';
import { readingOf } from './alone';
import { MAILBOX, passes } from './large-ways';
import { dialogue } from './lmtp-dialogue';

const ANSWER_MS = 10_000;
/** Time for a server to take memory for what it was told will come. */
const STAYS_MS = 200;

type Beyond = Large['beyond'][number];
type Told = Pick<Beyond, 'asked' | 'answer' | 'peakRssBytes'>;
type Said = Pick<Beyond, 'asked' | 'answer'>;

/** What the server says of its limits. */
export async function saysOfSizes(bench: Bench): Promise<Large['says']> {
  const { stack } = await bench.ready();
  const { wire, capabilities } = await login(stack.server.imap, stack.account);
  wire.close();
  const [greeted = []] = await dialogue(stack.server.lmtp, ['LHLO client.aerometer.test']);
  return { appendLimit: appendLimit(capabilities), lmtpSize: lmtpSize(greeted) };
}

/** APPENDLIMIT=n among the capabilities (RFC 7889 section 3); null where there is none, or none for all mailboxes. */
export function appendLimit(capabilities: ReadonlySet<string>): number | null {
  const said = [...capabilities].flatMap((one) => /^APPENDLIMIT=(\d+)$/i.exec(one)?.[1] ?? []);
  return said[0] === undefined ? null : Number(said[0]);
}

/** `250-SIZE n` among the lines of an answer to LHLO (RFC 1870 section 4); null where it has no number, or 0 for no limit. */
export function lmtpSize(lines: readonly string[]): number | null {
  const said = lines.flatMap((line) => /^250[ -]SIZE (\d+)$/i.exec(line)?.[1] ?? []);
  return Number(said[0] ?? 0) || null;
}

/** Ever larger mails, told and then sent, until the server refuses one. */
export async function* limitOf(
  bench: Bench,
  way: Beyond['way'],
  sizes: readonly number[],
  mostSent: number,
): AsyncGenerator<Beyond> {
  for (const bytes of sizes) {
    const told = await tellSize(bench, way, bytes);
    const passed = told.asked && bytes <= mostSent ? await passes(bench, way, bytes, 1) : null;
    const sent = passed === null ? null : sentOf(passed);
    yield { way, bytes, ...told, sent };
    if (!told.asked || sent?.taken === false) return;
  }
}

function sentOf(passed: Awaited<ReturnType<typeof passes>>): Beyond['sent'] {
  return 'answer' in passed
    ? { taken: false, answer: passed.answer, peakRssBytes: null }
    : { taken: true, answer: 'OK', peakRssBytes: passed.sample.peakRssBytes };
}

/** Tells the server the size of a mail and sends none of it: whether it would take it, and what the telling alone costs. */
async function tellSize(bench: Bench, way: Beyond['way'], bytes: number): Promise<Told> {
  const { stack } = await bench.ready();
  const before = await readingOf(bench, stack, 'before');
  const said =
    way === 'append'
      ? await toldAppend(bench, bytes)
      : await toldDelivery(stack.server.lmtp, userNamed(stack, null).address, bytes);
  const after = await readingOf(bench, stack, 'after');
  const { peakRssBytes } = costOf(before, after, 1, bench.plan.cpus);
  return { ...said, peakRssBytes };
}

async function toldAppend(bench: Bench, bytes: number): Promise<Said> {
  const { stack } = await bench.ready();
  const { wire } = await login(stack.server.imap, stack.account);
  try {
    return await within(ANSWER_MS, 'an answer to the size of an APPEND', async () => {
      const said = await new Promise<Said>((resolve) => {
        wire
          .send(`APPEND ${MAILBOX} {${bytes}}`, {
            onContinue: () => resolve({ asked: true, answer: '+' }),
          })
          .then(
            ({ status, text }) => resolve({ asked: false, answer: `${status} ${text}` }),
            (error: unknown) => resolve({ asked: false, answer: reasonOf(error) }),
          );
      });
      await pause(STAYS_MS);
      return said;
    }).catch((error: unknown) => ({ asked: false, answer: reasonOf(error) }));
  } finally {
    wire.close();
  }
}

/** SIZE= where the server knows it (RFC 1870); one that does not can only be asked for its consent to any mail. */
async function toldDelivery(lmtp: Address, to: string, bytes: number): Promise<Said> {
  const hello = 'LHLO client.aerometer.test';
  const [greeted = []] = await dialogue(lmtp, [hello]);
  const size = greeted.some((line) => /^250[ -]SIZE\b/i.test(line)) ? ` SIZE=${bytes}` : '';
  const from = `MAIL FROM:<sender@aerometer.test>${size}`;
  const answers = await dialogue(lmtp, [hello, from, `RCPT TO:<${to}>`, 'DATA']);
  const last = answers.at(-1)?.at(-1) ?? '';
  return { asked: last.startsWith('354'), answer: last };
}
