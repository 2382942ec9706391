import { header, memorySample } from '../synthetic';
import { coreShare, expensive } from './expensive';
import type { Attack, Expensive } from './expensive-measured';
import { slower } from './expensive-readings';
import { percentile } from './percentile';

const results = { ...header(), scenarios: [], timelines: [] };

function attack(form: Attack['form'], connections: number, waits: number, peak: number): Attack {
  const waited = (ms: number) => ({ noopMs: [ms, ms], envelopeMs: [ms, 2 * ms, ms] });
  return {
    form,
    line: 'FETCH 1:* (BODY.PEEK[])',
    connections,
    lastedMs: 6000,
    answered: 12,
    unanswered: form === 'unread' ? connections : 0,
    dropped: 0,
    sample: memorySample(1, peak, { cpuMs: 4000, requests: { 's3:GetObject': 1200 } }),
    betweenMs: 8000,
    points: [
      [0, 0, 50e6],
      [200, 120, 90e6],
    ],
    before: waited(2),
    during: waited(waits),
    after: waited(2),
    lost: null,
    clientLagMs: 1,
  };
}

const data: Expensive = {
  mailbox: { N: 100, B: 23_600_000, M: 6_000_000 },
  attacks: [attack('fetch', 1, 10, 60), attack('fetch', 4, 30, 240), attack('unread', 4, 4, 300)],
  brokenOff: [],
};

test('CPU is a share of a core over the time between the readings', () => {
  expect(coreShare(attack('fetch', 1, 1, 1))).toBeCloseTo(0.5);
  expect(coreShare({ ...attack('fetch', 1, 1, 1), betweenMs: 0 })).toBeNull();
});

test('what another user waits is told by medians, and not where there is none', () => {
  expect(slower(attack('fetch', 1, 10, 1))).toBeCloseTo(5);
  const none = { noopMs: [], envelopeMs: [] };
  expect(slower({ ...attack('fetch', 1, 10, 1), during: none })).toBeNull();
});

test('a percentile is a value that was there', () => {
  const values = [5, 1, 4, 2, 3];
  expect(percentile(values, 0.5)).toBe(3);
  expect(percentile(values, 0.95)).toBe(5);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeNull();
});

test('the section names the worst of the honest and of the malicious, and who was lost', () => {
  const lost = { ...data, attacks: data.attacks.map((one) => ({ ...one, lost: 'no answer in 30 s' })) };
  const said = JSON.stringify(expensive.section(expensive.schema.parse(lost), results).blocks);
  expect(said).toContain('at most 240 MiB above the fresh server (FETCH 1:* (BODY.PEEK[]) × 4, 60 MiB');
  expect(said).toContain('at most 300 MiB above the fresh server (FETCH 1:* (BODY.PEEK[]), never read × 4');
  expect(said).toContain('15.0 times as long');
  expect(said).toContain('the other user was lost: no answer in 30 s');
  expect(said).not.toMatch(/NaN|undefined/);
});

test('a peak that RSS may be off by is told as what it is at most, and shared among no connections', () => {
  const small = data.attacks.map((one) => ({
    ...one,
    sample: { ...one.sample, peakRssBytes: 2e6, bounds: { peakRssBytes: 6e6 } },
  }));
  const said = JSON.stringify(expensive.section({ ...data, attacks: small }, results).blocks);
  expect(said).toMatch(/takes at most <\d+ MiB above the fresh server \(FETCH[^,]*\)\./);
  expect(said).not.toContain('a connection)');
});

test('no attack that was measured still makes a section', () => {
  const nothing = {
    ...data,
    attacks: [],
    brokenOff: [{ what: 'SEARCH', reason: 'it ended', log: [] }],
  };
  const said = JSON.stringify(expensive.section(expensive.schema.parse(nothing), results).blocks);
  expect(said).toContain('SEARCH: it ended');
});
