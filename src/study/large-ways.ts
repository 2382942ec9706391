import { reasonOf } from '../config/failure';
import { userNamed } from '../containers/more-users';
import { answerOf } from '../imap/answer';
import { deliver } from '../imap/deliver';
import { login, mustBeOk, type Session } from '../imap/login';
import type { Completion } from '../imap/wire';
import { mayPipeline } from '../mailbox/append';
import { oneMail } from '../mailbox/generated';
import { MAIL_BYTES } from '../mailbox/order';
import type { Way } from '../report/parts/large-measured';
import type { Sample } from '../report/schema';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { freshStack, refuse, sampleOf } from './alone';

export const MAILBOX = 'Large';

/** A refusal, carried out of the readings around it. */
class Refused extends Error {}

/**
 * A mail of so many bytes goes one way through a fresh server, several times where it costs little. `answer`: why the server
 * did not take it, while it lives on. Throws where it does not.
 */
export async function passes(
  bench: Bench,
  way: Way,
  bytes: number,
  times: number,
): Promise<{ sample: Sample } | { answer: string }> {
  const mails = Array.from({ length: way === 'fetch' ? 0 : times }, () => {
    bench.serial += 1;
    return mailOf(bytes, bench.serial);
  });
  const stack = await freshStack(bench);
  const session = await login(stack.server.imap, stack.account);
  try {
    if (way === 'fetch') {
      const number = await numberOf(session, bytes);
      if (number === null) return { answer: `no mail of that size is in ${MAILBOX}: it was not appended` };
      const sample = await sampleOf(bench, stack, () => fetched(session, number, bytes), times);
      return { sample };
    }
    const { address } = userNamed(stack, null);
    const work = async (i: number) => {
      const mail = mails[i] as Buffer;
      if (way === 'append') return appended(session, mail);
      await deliver(stack.server.lmtp, address, mail, COMMAND_MS).catch((error: unknown) => {
        throw new Refused(reasonOf(error));
      });
      return null;
    };
    return { sample: await sampleOf(bench, stack, work, times) };
  } catch (error) {
    const { why } = await bench.lastWords();
    if (!(error instanceof Refused) || why !== null) throw error;
    return { answer: error.message };
  } finally {
    session.wire.close();
  }
}

/** A mail of any size: text below the last boundary of a smaller one, which no part holds, makes it as long as it must be. */
export function mailOf(bytes: number, serial: number): Buffer {
  const { bytes: mail } = oneMail(Math.min(bytes, MAIL_BYTES.most), { serial });
  if (mail.length === bytes) return mail;
  const line = `${'x'.repeat(70)}\r\n`;
  return Buffer.concat([mail, Buffer.alloc(bytes - mail.length - 2, line), Buffer.from('\r\n')]);
}

async function appended({ wire, capabilities }: Session, mail: Buffer): Promise<Completion> {
  const pipelined = mayPipeline(capabilities, mail.length);
  const onContinue = () => [mail, '\r\n'].forEach((part) => void wire.write(part));
  const done = await wire
    .run(
      `APPEND ${MAILBOX} {${mail.length}${pipelined ? '+' : ''}}`,
      COMMAND_MS,
      pipelined ? { bytes: mail } : { onContinue },
    )
    .catch((error: unknown) => {
      throw new Refused(reasonOf(error));
    });
  if (done.status !== 'OK') throw new Refused(`${done.status} ${done.text}`);
  return done;
}

async function fetched({ wire }: Session, number: number, bytes: number): Promise<Completion> {
  const line = `FETCH ${number} (BODY.PEEK[])`;
  const done = mustBeOk(await wire.run(line, COMMAND_MS), line, 'the mail was appended before');
  const { untagged, bytes: came } = answerOf(done);
  const whole = untagged.FETCH === 1 && came >= bytes;
  refuse(whole ? null : `${untagged.FETCH ?? 0} mails, ${came} bytes of ${bytes}`, done.text);
  return done;
}

/** The last mail of that size in the open mailbox; null where there is none. */
async function numberOf({ wire }: Session, bytes: number): Promise<number | null> {
  const run = async (line: string) => mustBeOk(await wire.run(line, COMMAND_MS), line, 'it was made before');
  const { untagged: opened } = await run(`SELECT ${MAILBOX}`);
  if (opened.some(({ text }) => /^0 EXISTS$/i.test(text))) return null;
  const { untagged } = await run('FETCH 1:* (RFC822.SIZE)');
  const numbers = untagged.flatMap(({ text }) => {
    const [, number, size] = /^(\d+) FETCH .*RFC822\.SIZE (\d+)/i.exec(text) ?? [];
    return Number(size) === bytes ? [Number(number)] : [];
  });
  return numbers.at(-1) ?? null;
}
