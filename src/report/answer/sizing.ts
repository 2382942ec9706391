import { type Amount, bytesText, times } from '../amount';
import type { Block, Cell } from '../section';
import { bytes, count } from '../units';
import { type Asked, ramOf } from './formula';
import { mostPolling, SURE } from './polls';
import type { Terms } from './terms';

/** Users of the table, and the largest mail: the text names 25 MB as the limit of many places. */
export const USERS = [10, 100, 1000, 10_000];
export const LARGEST_MAIL = 25_000_000;

/** How much RAM for how many users, and what comes on top once. Terms that were not measured are named. */
export function usersTables(terms: Terms, mailboxBytes: number): Block[] {
  const hasTls = terms.tls.amount !== null;
  const cell = (asked: Asked) => cellOf(ramOf(terms, asked));
  return [
    {
      kind: 'table',
      caption: `RAM by users (from the least to the most it may be): all of them idle (push), or all of them poll every 5 minutes for 2 seconds, in plain. Beyond the numbers that were held it is the formula below, not a measurement`,
      heads: ['users', 'push', ...(hasTls ? ['push over TLS'] : []), 'poll', 'polls at once'],
      rows: USERS.map((users): Cell[] => [
        { text: count(users), value: users },
        cell({ idle: users }),
        ...(hasTls ? [cell({ overTls: users })] : []),
        cell({ polling: users }),
        { text: count(mostPolling(users)), value: mostPolling(users) },
      ]),
    },
    onTop(terms, mailboxBytes),
  ];
}

function onTop({ mail, expensive, mailbox }: Terms, mailboxBytes: number): Block {
  const through = mail.way === '' ? '' : `, through ${mail.way}`;
  const who = expensive.who === '' ? '' : `: ${expensive.who} connections`;
  return {
    kind: 'table',
    caption: 'On top of any of these, for each time that it happens at once',
    heads: ['what', 'RAM'],
    rows: [
      [
        `a mail of ${LARGEST_MAIL / 1e6} MB on its way${through}`,
        cellOf(mail.amount && times(mail.amount, LARGEST_MAIL)),
      ],
      [`one user who lets the server go through everything${who}`, cellOf(expensive.amount)],
      ...(isFollowed({ mailbox })
        ? [
            [
              `one user who goes through ${bytes(mailboxBytes)} of mail`,
              cellOf(mailbox.amount && times(mailbox.amount, mailboxBytes)),
            ],
          ]
        : []),
    ],
  };
}

/** The formula in words and figures, and its terms. */
export function formula(terms: Terms): Block[] {
  const { base, session, tls, burst, mail, expensive, mailbox } = terms;
  const follows = isFollowed(terms);
  const words = `RAM = base + U × session + C(P) × session + burst + factor × largest mail + expensive user${follows ? ' + share × mailbox' : ''}`;
  const beyond =
    burst.amount === null
      ? ''
      : ` The most of the burst is taken C(P) / ${count(burst.together)} times where C(P) is above ${count(burst.together)}, the number that was measured at once.`;
  return [
    {
      kind: 'paragraph',
      text: `How it is reckoned: ${words}, for U users who idle and P who poll; each of the last terms only where that happens. Over TLS put "session over TLS" for "session". In figures: ${inFigures(terms)}. Least is added to least and most to most.${beyond}`,
    },
    {
      kind: 'table',
      caption: 'The terms of the formula, from the least to the most that each may be',
      heads: ['term', 'figure', 'measured as'],
      rows: [
        ['base', size(base), base.from],
        ['session', size(session), session.from],
        ['session over TLS', size(tls), tls.from],
        ['burst', size(burst), burst.from],
        [
          'C(P)',
          USERS.map((users) => `${count(mostPolling(users))} of ${count(users)}`).join(', '),
          `the most that are connected at any moment, ${SURE * 100} % sure: each client polls at a moment of its own, for 2 seconds every 5 minutes, as the text has it`,
        ],
        ['factor', ratio(mail), mail.from],
        ['expensive user', size(expensive), expensive.from],
        ...(follows || mailbox.amount === null ? [['share', ratio(mailbox), mailbox.from]] : []),
      ],
    },
  ];
}

function isFollowed({ mailbox }: Pick<Terms, 'mailbox'>): boolean {
  return mailbox.amount !== null && mailbox.amount.value > 0;
}

const size = ({ amount }: { amount: Amount | null }) => (amount === null ? 'not known' : bytesText(amount));

function ratio({ amount }: { amount: Amount | null }): string {
  if (amount === null) return 'not known';
  return `${amount.value.toFixed(2)} (${amount.low.toFixed(2)} to ${amount.high.toFixed(2)})`;
}

/** The formula with the middle of each term; "?" where one was not measured. */
function inFigures({ base, session, burst, mail, expensive, mailbox }: Terms): string {
  const middle = ({ amount }: { amount: Amount | null }) => (amount === null ? '?' : bytes(amount.value));
  const share = ({ amount }: { amount: Amount | null }) => (amount === null ? '?' : amount.value.toFixed(2));
  const whole = isFollowed({ mailbox }) ? ` + ${share(mailbox)} × mailbox` : '';
  return `${middle(base)} + U × ${middle(session)} + C(P) × ${middle(session)} + ${middle(burst)} + ${share(mail)} × largest mail + ${middle(expensive)}${whole}`;
}

function cellOf(amount: Amount | null): Cell {
  return amount === null
    ? { text: 'not known', value: null }
    : { text: bytesText(amount), value: amount.value };
}
