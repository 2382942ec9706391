import { medianOf } from '../../meter/median';
import type { Slope } from '../../meter/slope';
import { NOT_TAKEN } from '../columns';
import type { Claim, List, Table } from '../section';
import { count } from '../units';
import { type LoginFigures, requestsOf } from './login-figures';
import type { LoginData, LoginStep } from './login-schema';
import { timeCell, timeText } from './words';

/** What each step is made of, connecting and leaving included. */
const SAYS: Readonly<Record<LoginStep, string>> = {
  connect: 'connect, NOOP, LOGOUT',
  login: 'connect, LOGIN, LOGOUT',
  authenticate: 'connect, AUTHENTICATE PLAIN, LOGOUT',
  wrong: 'connect, LOGIN with a wrong password, LOGOUT',
  unknown: 'connect, LOGIN of a user that there is not, LOGOUT',
  select: 'SELECT INBOX and CLOSE in an open session',
  poll: "connect, LOGIN, SELECT INBOX, LOGOUT: the text's poll",
};

/** Asked for all at once (src/study/login-steps.ts). */
const REFUSED: ReadonlySet<LoginStep> = new Set(['wrong', 'unknown']);

export function stepTable(data: LoginData, figures: LoginFigures): Table {
  const done = [...new Set(data.steps.map(({ step }) => step))];
  const row = (step: LoginStep) => {
    const taken = data.steps.filter((one) => one.step === step);
    return [
      SAYS[step],
      cpuCell(figures.of(step)),
      REFUSED.has(step) ? NOT_TAKEN : timeCell(medianOf(taken.map(({ wallMs }) => wallMs)), taken.length),
      requestWords(requestsOf(data, step)),
      withoutCode(taken[0]?.answer ?? NOT_TAKEN),
    ];
  };
  const left = data.leftOut.map(({ step, reason }) => `${SAYS[step]}: ${reason}`);
  return {
    kind: 'table',
    caption: [
      'What each step costs the server. Wall time is the median of the starts. Refusals are answered late on purpose, so all of a start are asked for at once: their CPU time is divided among them, and the time of one alone is not known.',
      ...left,
    ].join(' '),
    heads: ['step', 'CPU', 'wall time', 'storage requests', 'answer'],
    rows: done.map(row),
  };
}

/** What is inside each figure, in plain words. */
export function insideList(data: LoginData, figures: LoginFigures): List {
  const { login, hash, rest, share, hashesUnknown } = figures;
  const authenticate = figures.of('authenticate');
  const starts = new Set(data.steps.map(({ start }) => start)).size;
  return {
    kind: 'list',
    items: [
      `LOGIN itself: ${timeText(login)} CPU. This is the whole step less connecting and leaving; in it are the password check, the look-up of the user, and what a session needs (a process of its own on Dovecot, the keys of the mailbox on Aerogramme).`,
      hashesUnknown
        ? 'The password hash cannot be told apart this way: this server takes as long for a user that there is not, so that names cannot be guessed. The hash costs at most what LOGIN itself costs.'
        : `The password hash: ${timeText(hash)} CPU, ${shareText(share)} of LOGIN. This is a wrong password less an unknown user: both are looked up and refused, one of them is checked. The user is known to one password database only, so that one check is made.`,
      ...(hashesUnknown
        ? []
        : [
            `The rest of LOGIN: ${timeText(rest)} CPU, which a wrong password never reaches, and the look-up.`,
            'A user that there is not is answered without a hash: who measures the answer can tell which names exist, unless the server waits on purpose.',
          ]),
      ...(authenticate === null
        ? []
        : [
            `AUTHENTICATE PLAIN carries the same password: ${timeText(authenticate)} against ${timeText(figures.of('login'))} for LOGIN, both with connecting and leaving.`,
          ]),
      starts === 1
        ? 'All figures are of one server start, so they have no interval.'
        : `Each figure is the mean of ${count(starts)} server starts, with the 95 % interval over them (Student's t).`,
    ],
  };
}

/** The text: "Login resource usage is due to argon2". Of CPU, that is: more than half of it. */
export function dueClaim({ share, hash, login, hashesUnknown }: LoginFigures): Claim {
  const claim = 'Login resource usage is due to the password hash';
  if (hashesUnknown || share === null)
    return {
      kind: 'claim',
      claim,
      outcome: 'undecided',
      because: 'the hash cannot be told from the rest of LOGIN from outside',
    };
  const { value, halfWidth } = share;
  const outcome =
    halfWidth === null
      ? 'undecided'
      : value - halfWidth > 0.5
        ? 'yes'
        : value + halfWidth < 0.5
          ? 'no'
          : 'undecided';
  const single = halfWidth === null ? '; one start has no interval that could decide it' : '';
  return {
    kind: 'claim',
    claim,
    outcome,
    because: `${timeText(hash)} of ${timeText(login)} CPU are the hash, ${shareText(share)}; more than half of it was asked for${single}`,
  };
}

function shareText(share: Slope | null): string {
  if (share === null) return NOT_TAKEN;
  const { value, halfWidth } = share;
  return `${count(Math.round(100 * value))}${halfWidth === null ? '' : ` ± ${count(Math.ceil(100 * halfWidth))}`} %`;
}

/** A response code may list all that the server can do (RFC 9051 section 7.1). */
function withoutCode(answer: string): string {
  return answer.replace(/ \[[^\]]*\]/, '');
}

function cpuCell(slope: Slope | null) {
  return { text: timeText(slope), value: slope?.value ?? null };
}

/** "2 GetObject, 1 ReadItem"; "none". */
export function requestWords(requests: Readonly<Record<string, number>> | null): string {
  if (requests === null) return NOT_TAKEN;
  const said = Object.entries(requests)
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${count(times)} ${name}`);
  return said.length === 0 ? 'none' : said.join(', ');
}
