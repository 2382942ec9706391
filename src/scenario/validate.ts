import { sumOf } from './laws';
import { layersOf } from './layers';
import { newBytesOf, sessionsOf, verbOf } from './measured';
import type { Measured, Question, Scenario, Step } from './scenario';
import { looser } from './strictness';
import { wordsIn } from './words';

/** The rules every scenario obeys. Each gives the fault in words, or nothing. */
const RULES: readonly ((scenario: Scenario) => string | undefined | false)[] = [
  ({ name, measure }) =>
    !`${name} `.startsWith(`${verbOf(measure)} `) && `its name must start with ${verbOf(measure)}`,
  ({ rfc }) => !/^RFC \d+ \d+(\.\d+)*$/.test(rfc) && `rfc must read like "RFC 3501 6.4.5", not "${rfc}"`,
  ({ because, law }) =>
    [because, law?.because ?? because].some((text) => text.trim().split(/\s+/).length < 4) &&
    'because must say why, in a sentence',
  ({ needs = [] }) => {
    const odd = needs.find((need) => !/^[A-Z0-9=+-]+$/i.test(need));
    return odd !== undefined && `needs names no capability: "${odd}"`;
  },
  (scenario) => faultOf(() => lines(scenario).forEach(wordsIn)),
  ({ measure, touches }) => faultOf(() => layersOf(measure, touches)),
  ({ law, measure, touches }) => law && faultOf(() => raise(looser(law, sumOf(layersOf(measure, touches))))),
  ({ touches }) => {
    const number = String.raw`(\*|\d+|\{[A-Za-z]+\})(:(\*|\d+|\{[A-Za-z]+\}))?`;
    const isSet = new RegExp(`^${number}(,${number})*$`).test(touches);
    return !isSet && touches !== 'new' && touches !== 'none' && `touches is no sequence set: "${touches}"`;
  },
  ({ measure, touches }) =>
    bringsMail(measure) !== (touches === 'new') &&
    'touches is "new" when the command brings a mail, and only then',
  ({ measure, state }) =>
    isDelivery(measure) !== (state === 'absent') && 'state is "absent" when LMTP is measured, and only then',
  ({ state, prepare = [], proof = [], undo = [] }) =>
    state === 'connected' &&
    prepare.length + proof.length + undo.length > 0 &&
    'steps need a session that is logged in',
  ({ state, measure, ownSession }) =>
    (state === 'connected' || ['LOGOUT', 'ENABLE'].includes(verbOf(measure))) &&
    ownSession === undefined &&
    sessionsOf(measure) === undefined &&
    'the command ends or changes its session: say ownSession',
  ({ prepare = [], measure, undo = [] }) => {
    const adds = bringsMail(measure) || prepare.some((step) => typeof step === 'object' && 'append' in step);
    const removes = [measure, ...undo].some(
      (done) => typeof done === 'string' && /^(UID )?(EXPUNGE|CLOSE|MOVE)\b/.test(done),
    );
    return adds && !removes && 'it adds mails and never removes them';
  },
  ({ prepare = [], measure, undo = [] }) => {
    const done = [...prepare, measure, ...undo].filter((step) => typeof step === 'string');
    const makes = done.some((line) => line.startsWith('CREATE {scratch}'));
    return makes && !done.some((line) => line.startsWith('DELETE {scratch}')) && 'it never deletes {scratch}';
  },
  ({ measure, prepare, proof, undo, expect, ownSession }) =>
    sessionsOf(measure) !== undefined &&
    [prepare, proof, undo, expect, ownSession].some((given) => given !== undefined) &&
    'sessions are opened and held: no step, answer or session beside them is looked at',
  ({ measure, state }) => {
    const { sessions, idling } = sessionsOf(measure) ?? { sessions: [1, 2, 3] };
    const rising = sessions.every((n, i) => Number.isInteger(n) && n > (sessions[i - 1] ?? 0));
    if (!rising || sessions.length < 3) return 'sessions are at least three numbers, each above the last';
    return idling && state !== 'selected' && 'sessions idle in a mailbox: state must be "selected"';
  },
  (scenario) =>
    lines(scenario).some((line) => line.includes('{modseq}')) &&
    (scenario.prepare ?? []).length === 0 &&
    '{modseq} is asked for before the last prepare step, and there is none',
];

/** What is wrong with a scenario, each fault in words; empty when nothing is. */
export function faults(scenario: Scenario): string[] {
  return RULES.map((rule) => rule(scenario)).filter((fault) => typeof fault === 'string');
}

function bringsMail(measure: Measured): boolean {
  return newBytesOf(measure) !== undefined;
}

function isDelivery(measure: Measured): boolean {
  return typeof measure === 'object' && 'deliver' in measure;
}

/** Every text of the scenario in which `{words}` may stand. */
function lines({ prepare = [], measure, proof = [], undo = [], touches, expect = {} }: Scenario): string[] {
  const commands =
    typeof measure === 'object' && 'command' in measure ? [measure.command, measure.reply] : [measure];
  return [
    ...[...prepare, ...commands, ...proof, ...undo].flatMap(textsOf),
    ...(expect.contains ?? []),
    touches,
  ];
}

function textsOf(item: Step | Question | Measured): string[] {
  if (typeof item === 'string') return [item];
  if ('attempt' in item) return [item.attempt];
  if ('ask' in item) return [item.ask, ...(item.expect.contains ?? [])];
  return [];
}

function raise(faults: readonly string[]): void {
  if (faults.length > 0) throw new RangeError(faults.join('; '));
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
