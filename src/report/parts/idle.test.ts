import { clashes } from '../chart/boxes';
import type { Results } from '../results';
import { idle } from './idle';
import { heaviestSession } from './idle-claims';
import { perSession, stateMemory } from './idle-figures';
import { type IdleData, STATES } from './idle-schema';
import { blockWith, rowOf } from './section-texts';

const NONE = {} as Results;
const KIB = 1024;
const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes / 2, anonBytes: bytes / 4 });

/** KiB of RSS that one session takes more in each state. */
const ADDS = [10, 100, 50, 0];

function steps(adds: readonly number[], tls: boolean): IdleData['steps'] {
  return [1, 2, 3].flatMap((start) => {
    let before = 20_000 * KIB * start;
    const luck = 1 + start / 1000;
    return STATES.flatMap((state, i) => {
      const at = (sessions: number) => before + sessions * (adds[i] ?? 0) * KIB * luck;
      const counts = state === 'connected' ? [0, 8, 16] : [8, 16];
      const found = counts.map((sessions) => ({ tls, start, state, sessions, ...held(at(sessions)) }));
      before = at(16);
      return found;
    });
  });
}

const wake = (idlers: number, cpuMs: number, lastMs: number | null, heard = idlers, soon = heard) => ({
  ...{ idlers, heard, soon, cpuMs, requests: null, takenMs: 12 },
  ...{ firstMs: idlers > 0 ? 15 : null, lastMs: idlers > 0 ? lastMs : null },
});

function dataWith(more: Partial<IdleData> = {}, adds: readonly number[] = ADDS): IdleData {
  const readings = (each: number) =>
    [0, 500, 1000].map((sessions) => ({ sessions, ...held(3e7 + sessions * each) }));
  const hold = { openedMs: 60_000, openedCpuMs: 80_000, limit: null };
  const still = { ms: 10_000, cpuMs: 50, requests: { 'k2v:PollItem': 100 } };
  return {
    mails: 100,
    notify: false,
    steps: [...steps(adds, false), ...steps([40, 100, 50, 0], true)],
    leftOut: [],
    holds: [
      { users: 'one', wanted: 1000, readings: readings(200_000), still, ...hold },
      { users: 'distinct', wanted: 1000, readings: readings(400_000), still: null, ...hold },
    ],
    several: {
      users: 50,
      readings: [1, 2, 3].map((mailboxes) => ({
        mailboxes,
        sessions: 150 + 50 * mailboxes,
        ...held(1e8 + 5e6 * mailboxes),
      })),
      limit: null,
    },
    wakeUps: [wake(0, 10, null), wake(1, 11, 20), wake(100, 30, 40), wake(100, 34, 44), wake(100, 32, 42)],
    deadlineMs: 45_000,
    brokenOff: [],
    ...more,
  };
}

const claimOf = (data: IdleData, part: string) => blockWith(idle.section(data, NONE), 'claim', part).outcome;

test('a state adds what its sessions take above the state before, and holds what all of them added', () => {
  const found = stateMemory(dataWith(), false);
  expect(found.map(({ adds }) => Math.round((adds.rss?.value ?? 0) / KIB))).toEqual([10, 100, 50, 0]);
  expect(found.map(({ holds }) => Math.round((holds.rss?.value ?? 0) / KIB))).toEqual([10, 110, 160, 160]);
  expect(found[3]?.holds.rss).toMatchObject({ starts: 3 });
  expect(Math.round((stateMemory(dataWith(), true)[3]?.holds.pss?.value ?? 0) / KIB)).toBe(95);
});

test('a session is sized by users who share nothing, where they were held', () => {
  expect(perSession(dataWith())?.rss?.value).toBeCloseTo(400_000, 0);
  const [one] = dataWith().holds;
  expect(perSession({ holds: one ? [one] : [] })).toMatchObject({ users: 'one' });
  expect(perSession({ holds: [] })).toBeNull();
});

test("the text's lines, 5 MB and 1 MB a session: both kinds of session must keep to them", () => {
  expect(claimOf(dataWith(), '5 MB')).toBe('yes');
  expect(claimOf(dataWith(), '1 MB')).toBe('yes');
  // 3 MB RSS are 1.5 MB PSS.
  const heavy = dataWith({}, [10, 100, 3000, 0]);
  expect(claimOf(heavy, '5 MB')).toBe('yes');
  expect(claimOf(heavy, '1 MB')).toBe('no');
  expect(claimOf(dataWith({ steps: [], holds: [] }), '1 MB')).toBe('undecided');
});

test('IDLE takes no more than the session it idles in, or it does', () => {
  expect(claimOf(dataWith(), 'IDLE takes no more')).toBe('yes');
  expect(claimOf(dataWith({}, [10, 100, 50, 900]), 'IDLE takes no more')).toBe('no');
});

test('CPU of a wake-up is what lies above a delivery that nobody hears of', () => {
  const table = blockWith(idle.section(dataWith(), NONE), 'table', 'first EXISTS');
  const [, , heard, , , first, last, cpu, each] = rowOf(table, '100');
  expect([heard, first, last, cpu, each]).toEqual(['100 of 100', '15.0 ms', '42.0 ms', '32.0 ms', '0.22 ms']);
  expect(rowOf(table, '0').slice(5, 7)).toEqual(['–', '–']);
});

test('who does not hear of a mail is said, and has no time', () => {
  const data = dataWith({ wakeUps: [wake(0, 10, null), wake(1000, 90, null, 640)] });
  const section = idle.section(data, NONE);
  expect(blockWith(section, 'paragraph', 'Not all heard').text).toContain('640 of 1,000 within 45.0 s');
  expect(rowOf(blockWith(section, 'table', 'first EXISTS'), '1,000')[6]).toBe('–');
});

test('a server that tells some and lets others look is recognised', () => {
  const section = (soon: number) =>
    idle.section(dataWith({ wakeUps: [wake(0, 5, null), wake(1000, 480, 30_000, 1000, soon)] }), NONE);
  const { text } = blockWith(section(127), 'paragraph', 'Some were told');
  expect(text).toContain('of 1,000 idlers 127 heard within a second, the last after 30.0 s');
  expect(() => blockWith(section(1000), 'paragraph', 'Some were told')).toThrow();
});

test('a session over TLS is judged as one in plain is, and the one that is above is named', () => {
  const heavyTls = dataWith({ steps: [...steps(ADDS, false), ...steps([4000, 100, 50, 0], true)] });
  const claim = blockWith(idle.section(heavyTls, NONE), 'claim', '1 MB');
  expect(claim.outcome).toBe('no');
  expect(claim.because).toMatch(/over TLS, [^;]*: 2\.0\d MiB[^;]*, which is above it$/);
  expect(claim.because.match(/above it/g)).toHaveLength(1);
  expect(heaviestSession(heavyTls)).toMatchObject({ tls: true });
  expect(heaviestSession(dataWith())).toMatchObject({ tls: false });
});

test('where no session over TLS was measured, that is said', () => {
  const plain = dataWith({ steps: steps(ADDS, false) });
  const { outcome, because } = blockWith(idle.section(plain, NONE), 'claim', '1 MB');
  expect(outcome).toBe('yes');
  expect(because).toContain('sessions over TLS were not measured');
});

test.each([
  ['server', 'The limit was reached at 640: * BYE too many. '],
  ['client', 'The measuring program, not the server, had no more at 640'],
] as const)('a limit of the %s is a finding, with its words', (whose, words) => {
  const [one] = dataWith().holds;
  if (one === undefined) throw new Error('nothing was held');
  const limit = { sessions: 640, answer: '* BYE too many', whose };
  const data = dataWith({ holds: [{ ...one, limit }] });
  expect(blockWith(idle.section(data, NONE), 'paragraph', '640').text).toContain(words);
});

test('one mailbox more of a user costs a connection', () => {
  const section = idle.section(dataWith(), NONE);
  expect(rowOf(blockWith(section, 'table', 'mailboxes a user'), '3').slice(2)).toEqual([
    '195 KiB',
    '97.7 KiB',
  ]);
  expect(blockWith(section, 'paragraph', 'NOTIFY').text).toContain('does not offer NOTIFY');
});

test('the schema takes what is measured, and figures can be read', () => {
  expect(idle.schema.parse(dataWith())).toEqual(dataWith());
  const figures = idle.section(dataWith(), NONE).blocks.filter(({ kind }) => kind === 'figure');
  expect(figures).toHaveLength(2);
  for (const one of figures) if (one.kind === 'figure') expect(clashes(one.svg)).toEqual([]);
});

test.each([
  [140, 'heard of the first mail after 140 ms.'],
  [228_000, 'heard of the first mail after 228 s; until then nobody was told'],
  [null, 'did not hear of a mail within 330 s.'],
])('a session of a server that was killed and started again: %p ms', (heardMs, words) => {
  const section = idle.section(dataWith({ restarted: { heardMs, waitedMs: 330_000 } }), NONE);
  expect(blockWith(section, 'paragraph', 'killed and started again').text).toContain(words);
});

test('nothing measured is nothing claimed', () => {
  const none = dataWith({ steps: [], holds: [], several: null, wakeUps: [], leftOut: ['no IDLE'] });
  const section = idle.section(none, NONE);
  expect(blockWith(section, 'paragraph', 'Left out').text).toBe('Left out: no IDLE.');
});
