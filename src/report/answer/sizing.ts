import { type Amount, bytesText, NOTHING, sum, times } from '../amount';
import type { Block, Cell } from '../section';
import { bytes, count } from '../units';
import { mostAtOnce, SURE, TICKS } from './polls';
import type { Terms } from './terms';

/** Users of the table, and the largest mail: the text names 25 MB as the limit of many places. */
const USERS = [10, 100, 1000, 10_000];
export const LARGEST_MAIL = 25_000_000;

/** The formula in words and figures, its terms, and what it comes to. Terms that were not measured are named. */
export function sizing(terms: Terms, mailboxBytes: number): Block[] {
  const { base, session, polling, mail, mailbox } = terms;
  const follows = mailbox.amount !== null && mailbox.amount.value > 0;
  const formula = [
    `RAM(U idle, P polling, largest mail${follows ? ', mailbox' : ''}) = base + U × session + C(P) × (login + session) + factor × largest mail`,
    ...(follows ? ['+ share × mailbox, for one user who goes through all of it'] : []),
  ].join(' ');
  const ratio = ({ amount }: { amount: Amount | null }) =>
    amount === null
      ? 'not known'
      : `${amount.value.toFixed(2)} (${amount.low.toFixed(2)} to ${amount.high.toFixed(2)})`;
  const size = ({ amount }: { amount: Amount | null }) => (amount === null ? 'not known' : bytesText(amount));
  return [
    {
      kind: 'paragraph',
      text: `How much RAM for how many users? ${formula}. In figures: ${inFigures(terms)}.`,
    },
    {
      kind: 'table',
      caption: 'The terms of the formula, from the least to the most that each may be',
      heads: ['term', 'figure', 'measured as'],
      rows: [
        ['base', size(base), base.from],
        ['session', size(session), session.from],
        ['login', size(polling), polling.from],
        [
          'C(P)',
          `${count(mostAtOnce(1000))} of 1,000`,
          `the most that are connected at once, ${SURE * 100} % sure: each client in one of ${TICKS} ticks (2 seconds every 5 minutes, as the text has it)`,
        ],
        ['factor', ratio(mail), mail.from],
        ...(follows || mailbox.amount === null ? [['share', ratio(mailbox), mailbox.from]] : []),
      ],
    },
    {
      kind: 'table',
      caption: `RAM by users, from the least to the most it may be: all of them idle (push), or all of them polling; with a mail of ${LARGEST_MAIL / 1e6} MB on its way${follows ? `, or one user who goes through ${bytes(mailboxBytes)} of mail` : ''}. Beyond the numbers that were held it is the formula, not a measurement`,
      heads: [
        'users',
        'push',
        'poll',
        'polls at once',
        'push + largest mail',
        ...(follows ? ['push + one whole mailbox'] : []),
      ],
      rows: USERS.map((users) => rowOf(users, terms, follows ? mailboxBytes : null)),
    },
  ];
}

/** The formula with the middle of each term; "?" where one was not measured. */
function inFigures({ base, session, polling, mail, mailbox }: Terms): string {
  const size = ({ amount }: { amount: Amount | null }) => (amount === null ? '?' : bytes(amount.value));
  const share = ({ amount }: { amount: Amount | null }) => (amount === null ? '?' : amount.value.toFixed(2));
  const whole = mailbox.amount !== null && mailbox.amount.value > 0 ? ` + ${share(mailbox)} × mailbox` : '';
  return `${size(base)} + U × ${size(session)} + C(P) × (${size(polling)} + ${size(session)}) + ${share(mail)} × largest mail${whole}`;
}

function rowOf(users: number, terms: Terms, mailboxBytes: number | null): Cell[] {
  const push = ramOf(terms, { idle: users });
  return [
    { text: count(users), value: users },
    cell(push),
    cell(ramOf(terms, { polling: users })),
    { text: count(mostAtOnce(users)), value: mostAtOnce(users) },
    cell(ramOf(terms, { idle: users, mail: LARGEST_MAIL })),
    ...(mailboxBytes === null ? [] : [cell(ramOf(terms, { idle: users, mailbox: mailboxBytes }))]),
  ];
}

/** The formula: bytes of RAM. null where a term that it needs was not measured. */
export function ramOf(
  { base, session, polling, mail, mailbox }: Terms,
  asked: {
    readonly idle?: number;
    readonly polling?: number;
    readonly mail?: number;
    readonly mailbox?: number;
  },
): Amount | null {
  const { idle = 0, polling: polls = 0 } = asked;
  const parts = [
    base.amount,
    idle === 0 ? NOTHING : session.amount && times(session.amount, idle),
    polls === 0 ? NOTHING : atOnce(polling, mostAtOnce(polls)),
    polls === 0 ? NOTHING : session.amount && times(session.amount, mostAtOnce(polls)),
    asked.mail === undefined ? NOTHING : mail.amount && times(mail.amount, asked.mail),
    asked.mailbox === undefined ? NOTHING : mailbox.amount && times(mailbox.amount, asked.mailbox),
  ];
  const known = parts.filter((part) => part !== null);
  return known.length === parts.length ? sum(known) : null;
}

/** Fewer logins at once may need as much as all that were measured: not each of those waited for another had a hash of its own. */
function atOnce({ amount, together }: Terms['polling'], clients: number): Amount | null {
  if (amount === null) return null;
  const share = times(amount, clients);
  if (together === null || clients > together.logins) return share;
  return { ...share, high: Math.max(share.high, together.most) };
}

function cell(amount: Amount | null): Cell {
  return amount === null
    ? { text: 'not known', value: null }
    : { text: bytesText(amount), value: amount.value };
}
