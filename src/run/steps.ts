import { retryUntil } from '../config/deadline';
import { answerOf } from '../imap/answer';
import { login, mustBeOk } from '../imap/login';
import { oneMail } from '../mailbox/generated';
import { multipartMail } from '../mailbox/multipart';
import { mismatches } from '../scenario/answer';
import { putBack } from '../scenario/flags';
import { newBytesOf } from '../scenario/measured';
import type { Question, Scenario, Step } from '../scenario/scenario';
import { messagesOf, replaceWords } from '../scenario/words';
import { type Actor, COMMAND_MS, command, wireOf } from './execution';
import { AnsweredWrongly } from './wrong-answers';

const ARRIVES_MS = 30_000;

type Added = Extract<Step, { readonly append: number }>;

/** Does the scenario's steps, in order, outside any measurement. */
export async function doSteps(
  actor: Actor,
  scenario: Scenario,
  steps: readonly (Step | Question)[],
): Promise<void> {
  for (const step of steps) {
    if (step === scenario.prepare?.at(-1)) await noteModseq(actor, scenario);
    await doStep(actor, scenario, step);
  }
}

async function doStep(actor: Actor, scenario: Scenario, step: Step | Question): Promise<void> {
  if (typeof step === 'string') await command(actor, step);
  else if ('attempt' in step) await wireOf(actor).run(replaceWords(step.attempt, actor.context), COMMAND_MS);
  else if ('putBack' in step)
    for (const line of putBack(step.putBack, actor.inbox.shown)) await command(actor, line);
  else if ('arrived' in step) await untilExists(actor, messagesOf(actor.context) + step.arrived);
  else if ('ask' in step) await ask(actor, scenario, step);
  else {
    await add(actor, step);
    await noteUids(actor, scenario);
  }
}

/** Appends mails one by one and waits until the session has seen them: one server announces them only after a NOOP. */
async function add(actor: Actor, { append: mails, bytes, multipart }: Added): Promise<void> {
  const wire = wireOf(actor);
  for (let i = 0; i < mails; i += 1) {
    actor.serial += 1;
    const mail = multipart
      ? multipartMail(bytes, actor.serial)
      : oneMail(bytes, { serial: actor.serial }).bytes;
    const onContinue = () => [mail, '\r\n'].forEach((part) => void wire.write(part));
    const completion = await wire.run(`APPEND INBOX {${bytes}}`, COMMAND_MS, { onContinue });
    mustBeOk(completion, 'APPEND', 'the scenario needs more mails than the server takes');
    actor.context = { ...actor.context, added: [...actor.context.added, bytes] };
  }
  await untilExists(actor, messagesOf(actor.context));
}

/** UIDs of the added mails: a server may leave gaps between them (RFC 3501 2.3.1.1). */
async function noteUids(actor: Actor, { measure }: Scenario): Promise<void> {
  if (typeof measure !== 'string' || !measure.includes('{addeduids}')) return;
  const { untagged } = await command(actor, 'FETCH {added} (UID)');
  const addedUids = untagged.flatMap(({ text }) => /\bUID (\d+)/i.exec(text)?.[1] ?? []).map(Number);
  actor.context = { ...actor.context, addedUids };
}

async function untilExists(actor: Actor, messages: number): Promise<void> {
  await retryUntil(ARRIVES_MS, `INBOX to hold ${messages} messages`, async () => {
    await command(actor, 'NOOP');
    const { untagged } = await command(actor, 'FETCH * (UID)').catch(() => ({ untagged: [] }));
    const last = Math.max(0, ...untagged.map(({ text }) => Number(/^(\d+) FETCH/i.exec(text)?.[1] ?? 0)));
    if (last !== messages) throw new Error(`its last message is number ${last}`);
  });
}

/** HIGHESTMODSEQ on a session of its own that selects nothing, so that the measured one is not turned to CONDSTORE. */
async function noteModseq(actor: Actor, { measure }: Scenario): Promise<void> {
  if (typeof measure !== 'string' || !measure.includes('{modseq}')) return;
  const { wire } = await login(actor.stack.server.imap, actor.user);
  const { untagged } = await wire.run('STATUS INBOX (HIGHESTMODSEQ)', COMMAND_MS);
  wire.close();
  const modseq = untagged.map(({ text }) => /HIGHESTMODSEQ (\d+)/i.exec(text)?.[1]).find(Boolean);
  actor.context = { ...actor.context, modseq };
}

async function ask(actor: Actor, { touches, measure }: Scenario, question: Question): Promise<void> {
  const line = replaceWords(question.ask, actor.context);
  const answer = answerOf(await wireOf(actor).run(line, COMMAND_MS));
  const wrong = mismatches(answer, question.expect, {
    touches,
    context: actor.context,
    newBytes: newBytesOf(measure),
  });
  const fact = `It answered OK and did not do it: ${line}: ${wrong.join('; ')}`;
  if (wrong.length === 0 || actor.wrong.excuses(fact)) return;
  throw new AnsweredWrongly(
    answer,
    fact,
    'the command is fast but wrong; see the RFC section of the scenario',
  );
}
