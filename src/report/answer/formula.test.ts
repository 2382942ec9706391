import { memorySample } from '../synthetic';
import { bodiesOf, idleOf, largeOf } from '../synthetic-parts';
import { expensiveOf, loginOf, populationsOf } from '../synthetic-people';
import { NONE, studied } from '../synthetic-study';
import { ramOf } from './formula';
import type { Inputs } from './inputs';
import { mostPolling } from './polls';
import { termsOfAnswer } from './terms';

const MIB = 1024 ** 2;
const run = studied();
/** Without the scenario that opens sessions, which has an interval of its own. */
const alone = { ...run, scenarios: [] };
const terms = (inputs: Partial<Inputs>) => termsOfAnswer(alone, { ...NONE, ...inputs });

test('the base, a session and one over TLS are told apart, and give back what was put in', () => {
  const all = terms({ idle: idleOf(80_000, 300_000) });
  expect(all.base.amount?.value).toBe(30 * MIB);
  expect(all.session.amount?.value).toBeCloseTo(80_000, 0);
  expect(all.tls.amount?.value).toBeCloseTo(300_000, 0);
  expect(ramOf(all, { idle: 1000 })?.value).toBeCloseTo(30 * MIB + 8e7, -1);
  expect(ramOf(all, { overTls: 1000 })?.value).toBeCloseTo(30 * MIB + 3e8, -1);
});

test('without the part idle the sessions of the commands speak, with their interval', () => {
  const { session, tls } = termsOfAnswer(run, NONE);
  expect(session.amount?.value).toBeCloseTo(80 * 1024, 0);
  expect(session.amount?.high).toBeGreaterThan(90 * 1024);
  expect(tls.amount).toBeNull();
});

test('few sessions that seem to hold more are in the range, and not in the middle', () => {
  const { amount, from } = termsOfAnswer(run, { ...NONE, idle: idleOf(40_000) }).session;
  expect(amount?.value).toBeCloseTo(40_000, 0);
  expect(amount?.low).toBeCloseTo(40_000, 0);
  expect(amount?.high).toBeGreaterThan(90 * 1024);
  expect(from).toContain(
    'its ends also over 16 of one user at an INBOX with mails (part idle) and up to 32 of one user',
  );
});

test('a session reaches from the least to the most that was seen of any, also from one number to the next', () => {
  const idle = idleOf(80_000);
  const [hold] = idle.holds;
  if (hold === undefined) throw new Error('nothing was held');
  const held = (bytes: number) => ({ rssBytes: bytes, pssBytes: bytes, anonBytes: bytes });
  const one = { ...hold, users: 'one' as const };
  const rising = [
    [0, 0],
    [500, 5e7],
    [1000, 5.5e7],
  ].map(([sessions = 0, bytes = 0]) => ({ sessions, ...held(30 * MIB + bytes) }));
  const { amount } = terms({ idle: { ...idle, holds: [hold, { ...one, readings: rising }] } }).session;
  expect(amount?.value).toBeCloseTo(80_000, 0);
  expect(amount?.low).toBeCloseTo(5e6 / 500, 0);
  expect(amount?.high).toBeCloseTo(5e7 / 500, 0);
});

test('the burst is what logins take besides their sessions: once, and no session is counted twice', () => {
  const all = terms({ idle: idleOf(80_000), login: loginOf(20 * MIB) });
  expect(all.burst.amount?.value).toBeCloseTo(20 * MIB - 50 * 80_000, -1);
  const ten = ramOf(all, { polling: 10 })?.value ?? 0;
  expect(ten).toBeCloseTo(30 * MIB + 20 * MIB - 50 * 80_000 + mostPolling(10) * 80_000, -1);
  // Logins that take no more than their sessions.
  expect(terms({ idle: idleOf(80_000), login: loginOf(3 * MIB) }).burst.amount?.value).toBe(0);
});

test('of the crowd of logins and the polls that really ran the larger is in the middle, and both are in the range', () => {
  const { amount } = terms({
    idle: idleOf(80_000),
    login: loginOf(10 * MIB),
    populations: populationsOf(25),
  }).burst;
  expect(amount?.value).toBeCloseTo(25 * MIB - 2 * 80_000, 0);
  expect(amount?.low).toBeCloseTo(10 * MIB - 50 * 80_000, 0);
  expect(amount?.high).toBeCloseTo(25 * MIB - 2 * 80_000, 0);
});

test('more at once than logged in together may need a larger burst in proportion, and that is only the most of it', () => {
  const all = terms({ idle: idleOf(1), login: loginOf(50 * MIB) });
  const few = ramOf(all, { polling: 10 });
  const many = ramOf(all, { polling: 10_000 });
  expect(few?.high).toBeCloseTo(80 * MIB, -3);
  expect(many?.low).toBeCloseTo(80 * MIB, -3);
  expect(many?.high).toBeCloseTo(30 * MIB + 50 * MIB * (mostPolling(10_000) / 50), -3);
});

test('the largest mail counts as often as the costliest way holds it, be it a search', () => {
  const { mail } = terms({ large: largeOf(3) });
  expect(mail.amount?.value).toBeCloseTo(3, 1);
  expect(mail.way).toBe('APPEND');
  const bodies = bodiesOf(0);
  const readings = [1, 2, 4].flatMap((mib, i) =>
    bodies.readings.slice(0, 1).map((one) => ({
      ...one,
      series: 'M' as const,
      mailbox: { N: 2, B: 2 * mib * MIB, M: mib * MIB },
      sample: { ...one.sample, peakRssBytes: 7 * mib * MIB + (i % 2) },
    })),
  );
  const both = terms({ large: largeOf(3), bodies: { ...bodies, readings } }).mail;
  expect(both.way).toBe('SEARCH TEXT');
  expect(both.amount?.value).toBeCloseTo(7, 3);
});

test('the expensive user is the highest of those who were measured', () => {
  const { expensive } = terms({ expensive: expensiveOf(40) });
  expect(expensive.amount?.value).toBe(120 * MIB);
  expect(expensive.who).toBe('SEARCH TEXT x × 4');
});

test('a mailbox is a term only where memory follows it', () => {
  expect(terms({ bodies: bodiesOf(0.01) }).mailbox.amount?.value).toBe(0);
  expect(terms({ idle: idleOf(1), bodies: bodiesOf(1.5) }).mailbox.amount?.value).toBeCloseTo(1.5, 2);
});

test('a mailbox is a term where memory follows it on mails of all sizes only, and then of that much', () => {
  const base = studied();
  const peaks = (peakOf: (N: number) => number) => ({
    ...base,
    scenarios: base.scenarios.map((one) =>
      one.layer === 'body' && one.series === 'mailbox'
        ? { ...one, samples: [memorySample(0, peakOf(one.variables.N)), ...one.samples.slice(1)] }
        : one,
    ),
  });
  const mailbox = (peakOf: (N: number) => number) =>
    termsOfAnswer(peaks(peakOf), { ...NONE, bodies: bodiesOf(0.01) }).mailbox;
  expect(mailbox(() => 9).amount?.value).toBe(0);
  // The two mailboxes differ by 1,900 x 236 kB.
  const half = mailbox((N) => (0.5 * N * 236_000) / MIB);
  expect(half.amount?.value).toBeCloseTo(0.5, 2);
  expect(half.amount?.low).toBeLessThan(half.amount?.value ?? 0);
  expect(half.from).toMatch(/mails of all sizes: .* on 22\.5 MiB of mail, .* on 450 MiB/);
});

test('what was not measured makes no figure up', () => {
  expect(ramOf(terms({}), { polling: 10 })).toBeNull();
  expect(ramOf(terms({}), { overTls: 1 })).toBeNull();
  const missing = terms({});
  for (const one of [missing.mail, missing.expensive, missing.burst]) expect(one.amount).toBeNull();
});
