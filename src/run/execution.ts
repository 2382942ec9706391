import { performance } from 'node:perf_hooks';
import type { User } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { type Answer, answerOf } from '../imap/answer';
import { deliver } from '../imap/deliver';
import { login, mustBeOk, type Session } from '../imap/login';
import { type CommandParts, type Completion, Wire } from '../imap/wire';
import { mayPipeline } from '../mailbox/append';
import { oneMail } from '../mailbox/generated';
import type { Inbox } from '../mailbox/inbox';
import type { Measured, Scenario } from '../scenario/scenario';
import { type Context, replaceWords } from '../scenario/words';
import type { WrongAnswers } from './wrong-answers';

export const COMMAND_MS = 120_000;

/** One session of the measured user, and what the execution under way knows. */
export interface Actor {
  readonly stack: Stack;
  /** Whose session it is, and what that user's INBOX was seeded with. */
  readonly user: User;
  readonly inbox: Inbox;
  session: Session | null;
  context: Context;
  readonly wrong: WrongAnswers;
  /** Makes each mail of a run another one. */
  serial: number;
}

/** Opens the session that the scenario starts from. `absent` has one for its steps only. */
export async function openSession(actor: Actor, state: Scenario['state']): Promise<void> {
  const { stack, user } = actor;
  if (state === 'connected') {
    actor.session = { wire: await Wire.open(stack.server.imap), capabilities: new Set() };
    return;
  }
  actor.session = await login(stack.server.imap, user);
  if (state !== 'authenticated') await command(actor, 'SELECT INBOX');
}

export function closeSession(actor: Actor): void {
  actor.session?.wire.close();
  actor.session = null;
}

/** Sends a command of a step; its words are replaced, and it must answer OK. Throws Refused. */
export async function command(actor: Actor, line: string): Promise<Completion> {
  const sent = replaceWords(line, actor.context);
  return mustBeOk(await wireOf(actor).run(sent, COMMAND_MS), sent, 'a step of the scenario was refused');
}

export function wireOf({ session }: Actor): Wire {
  if (!session) throw new Error('the scenario has no session at this point');
  return session.wire;
}

/** The line as it is sent, for the record; the mail of an APPEND is shown by its size. */
export function lineOf(measured: Measured, context: Context): string {
  if (typeof measured === 'string') return replaceWords(measured, context);
  if ('command' in measured) return replaceWords(measured.command, context);
  if ('append' in measured) return appendLine(measured, `{${measured.append}}`);
  if ('deliver' in measured) return `LMTP DATA of ${measured.deliver} bytes`;
  if ('sessions' in measured) return `SESSIONS, up to ${Math.max(...measured.sessions)}`;
  return 'arrives' in measured.idle
    ? `IDLE, a mail of ${measured.idle.arrives} bytes arrives, DONE`
    : `IDLE, ${measured.idle.holdMs} ms, DONE`;
}

function appendLine({ to = 'INBOX' }: { readonly to?: string }, literal: string): string {
  return `APPEND ${to} ${literal}`;
}

/** Runs the measured command once. All that it sends is made before, so that `wallMs` is the server's and the network's. */
export function readyToRun(
  actor: Actor,
  measured: Measured,
): () => Promise<{ answer: Answer; wallMs: number }> {
  const run = action(actor, measured);
  return async () => {
    const since = performance.now();
    const completion = await run();
    return { answer: answerOf(completion), wallMs: performance.now() - since };
  };
}

function action(actor: Actor, measured: Measured): () => Promise<Completion> {
  if (typeof measured === 'object' && 'deliver' in measured) {
    const send = delivery(actor, measured.deliver);
    return async () => ({ status: 'OK', text: await send(), untagged: [] });
  }
  const wire = wireOf(actor);
  const line = lineOf(measured, actor.context);
  const run =
    (parts: CommandParts = {}, as = line) =>
    () =>
      wire.run(as, COMMAND_MS, parts);
  if (typeof measured === 'string') return run();
  if ('command' in measured) {
    const reply = `${replaceWords(measured.reply, actor.context)}\r\n`;
    return run({ onContinue: () => wire.write(reply) });
  }
  if ('append' in measured) {
    const { bytes } = oneMail(measured.append, { serial: ++actor.serial });
    const capabilities = actor.session?.capabilities ?? new Set<string>();
    if (mayPipeline(capabilities, bytes.length))
      return run({ bytes }, appendLine(measured, `{${bytes.length}+}`));
    return run({ onContinue: () => [bytes, '\r\n'].forEach((part) => void wire.write(part)) });
  }
  if ('sessions' in measured) throw new Error('sessions are opened and held, which is no single command');
  const done = () => wire.write('DONE\r\n');
  if ('holdMs' in measured.idle) {
    const { holdMs } = measured.idle;
    return run({ onContinue: () => void setTimeout(done, holdMs) }, 'IDLE');
  }
  const send = delivery(actor, measured.idle.arrives);
  return () =>
    new Promise<Completion>((resolve, reject) => {
      const parts: CommandParts = {
        onContinue: () => void send().catch(reject),
        onUntagged: ({ text }) => {
          if (/^\d+ EXISTS$/i.test(text)) done();
        },
      };
      run(parts, 'IDLE')().then(resolve, reject);
    });
}

function delivery({ stack, user, serial }: Actor, bytes: number): () => Promise<string> {
  const { bytes: mail } = oneMail(bytes, { serial: serial + Math.floor(performance.now()) });
  return () => deliver(stack.server.lmtp, user.address, mail, COMMAND_MS);
}
