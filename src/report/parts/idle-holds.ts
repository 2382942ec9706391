import { bytesAxis, countAxis } from '../chart/axes';
import { lines } from '../chart/lines';
import { NOT_TAKEN } from '../columns';
import type { Block, Cell } from '../section';
import { count, duration, milliseconds } from '../units';
import { type MemorySlopes, slopesOf } from './idle-figures';
import type { IdleData, Limit } from './idle-schema';
import { requestWords } from './login-tables';
import { byteCell, memoryText } from './words';

type Hold = IdleData['holds'][number];

const nameOf = ({ users }: Hold) => (users === 'one' ? 'of one user' : 'each of another user');

/** Many idle sessions that were really held. */
export function holdBlocks(data: IdleData): Block[] {
  const { holds, mails } = data;
  if (holds.length === 0) return [];
  return [
    {
      kind: 'paragraph',
      text: `Idle sessions that were really held at once: of one user, all at the same INBOX of ${count(mails)} mails${holds.some(({ users }) => users === 'distinct') ? '; and each of another user, with an empty INBOX, where nothing can be shared between them' : ''}.`,
    },
    ...holds.flatMap((hold) => limitBlocks(hold)),
    figureOf(holds),
    {
      kind: 'table',
      caption:
        'Memory of all sessions is above the same server without them, after logins had left its memory where it was; per session is the least-squares slope over the readings of one start. Still: what they cost while nothing happens.',
      heads: [
        'sessions',
        'held',
        'RSS of all',
        'PSS of all',
        'RSS a session',
        'PSS a session',
        'opened in',
        'CPU to open one',
        'still: CPU a minute',
        'still: requests a minute',
      ],
      rows: holds.map(rowOf),
    },
    ...severalBlocks(data),
  ];
}

function rowOf(hold: Hold): Cell[] {
  const { readings, openedMs, openedCpuMs, still } = hold;
  const first = readings[0];
  const last = readings.at(-1);
  const held = last?.sessions ?? 0;
  const rise = (name: 'rssBytes' | 'pssBytes') => {
    const [to, from] = [last?.[name] ?? null, first?.[name] ?? null];
    return byteCell(to === null || from === null ? null : to - from);
  };
  const slopes = slopesOf(readings);
  const aMinute = still && 60_000 / still.ms;
  return [
    nameOf(hold),
    { text: count(held), value: held },
    rise('rssBytes'),
    rise('pssBytes'),
    ...slopeCells(slopes),
    duration(openedMs),
    held === 0 ? NOT_TAKEN : milliseconds(openedCpuMs / held),
    still && aMinute ? milliseconds(still.cpuMs * aMinute) : NOT_TAKEN,
    still?.requests && aMinute ? requestWords(times(still.requests, aMinute)) : NOT_TAKEN,
  ];
}

/** One start has no interval, which the caption says once. */
function slopeCells({ rss, pss }: MemorySlopes): Cell[] {
  return [rss, pss].map((slope) => byteCell(slope?.value ?? null));
}

function times(requests: Readonly<Record<string, number>>, by: number): Record<string, number> {
  return Object.fromEntries(Object.entries(requests).map(([name, n]) => [name, Math.round(n * by)]));
}

function limitBlocks(hold: Hold): Block[] {
  const { wanted, limit } = hold;
  if (limit === null) return [];
  return [
    { kind: 'paragraph', text: `${count(wanted)} sessions ${nameOf(hold)} were wanted. ${limitText(limit)}` },
  ];
}

export function limitText({ sessions, answer, whose }: Limit): string {
  const who =
    whose === 'client' ? 'The measuring program, not the server, had no more' : 'The limit was reached';
  return `${who} at ${count(sessions)}: ${answer}. What was measured up to there is kept.`;
}

function figureOf(holds: readonly Hold[]): Block {
  const series = holds.flatMap((hold) => {
    const points = (name: 'rssBytes' | 'pssBytes') =>
      hold.readings.flatMap((one) => {
        const value = one[name];
        return value === null ? [] : [[one.sessions, value] as const];
      });
    return [
      { name: `RSS, ${nameOf(hold)}`, style: 'line' as const, points: points('rssBytes') },
      { name: `PSS, ${nameOf(hold)}`, style: 'dashed' as const, points: points('pssBytes') },
    ].filter(({ points: some }) => some.length > 0);
  });
  return {
    kind: 'figure',
    caption: 'Memory of the whole server over the number of sessions that idle.',
    svg: lines({
      title: 'Memory over idle sessions',
      x: countAxis('idle sessions'),
      y: bytesAxis('memory of the server'),
      series,
    }),
  };
}

/** Users who watch one mailbox and users who watch several. */
function severalBlocks({ several, notify }: IdleData): Block[] {
  const offered = notify
    ? 'The server offers NOTIFY (RFC 5465), by which one connection can watch several mailboxes; few mail programs use it, and it was not used here.'
    : 'The server does not offer NOTIFY (RFC 5465), so a mail program that watches several mailboxes opens a connection for each.';
  if (several === null || several.readings.length === 0) return [{ kind: 'paragraph', text: offered }];
  const { users, readings, limit } = several;
  const [first] = readings;
  const above = (name: 'rssBytes' | 'pssBytes', one: (typeof readings)[number]) => {
    const [to, from] = [one[name], first?.[name] ?? null];
    return byteCell(to === null || from === null ? null : (to - from) / users);
  };
  const more = slopesOf(readings.map((one) => ({ ...one, sessions: one.sessions - (first?.sessions ?? 0) })));
  return [
    {
      kind: 'paragraph',
      text: `${offered}${limit ? ` ${limitText(limit)}` : ''} One connection more of a user who is there already takes ${memoryText(more.rss)} RSS, ${memoryText(more.pss)} PSS.`,
    },
    {
      kind: 'table',
      caption: `${count(users)} users watch more and more mailboxes, beside all users who watch one.`,
      heads: ['mailboxes a user', 'sessions in all', 'RSS more a user', 'PSS more a user'],
      rows: readings.map((one) => [
        count(one.mailboxes),
        { text: count(one.sessions), value: one.sessions },
        above('rssBytes', one),
        above('pssBytes', one),
      ]),
    },
  ];
}
