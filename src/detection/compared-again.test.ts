import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BODY, Synthetic, syntheticRun } from '../budget/synthetic';
import { ROOT } from '../config/root';
import { termsOf } from '../difference/differences';
import { Random } from '../mailbox/random';
import { type Results, writeResults } from '../report/results';
import { loadScenarios } from '../scenario/registry';
import { comparedAgain, HEAD_DOSES, isAsked } from './compared-again';
import { readPairs } from './pairs';

const terms = termsOf('maddy', loadScenarios(join(ROOT, 'specs')), true);
const TRIES = 40;

/** Twelve pairs of one server whose starts differ by `luck`. */
function recorded(luck: number, digests = ['sha256:a', 'sha256:a']) {
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-pairs-'));
  const synthetic = new Synthetic(7);
  for (const [i, side] of ['base', 'head'].entries()) {
    const run = syntheticRun({ cpu: (k) => 5 + 0.01 * k }, { seed: i + 1, starts: 12 });
    const lucks = Array.from({ length: 12 }, () => 1 + luck * synthetic.normal());
    const results: Results = {
      ...run,
      server: { ...run.server, digest: digests[i] ?? '' },
      scenarios: run.scenarios.map((one) => ({
        ...one,
        samples: one.samples.map((sample) => ({
          ...sample,
          cpuMs: sample.cpuMs === null ? null : sample.cpuMs * (lucks[sample.start] ?? 1),
        })),
      })),
    };
    writeResults(join(directory, 'stage-2', side), results);
  }
  return directory;
}

const rateOf = (luck: number, text: string | null) => {
  const { pairs } = readPairs([recorded(luck)]);
  const dose = HEAD_DOSES.find((one) => one.text === text);
  const told = Array.from({ length: TRIES }, (_, i) =>
    comparedAgain(pairs, terms, new Random(i), dose?.plant),
  );
  const isTold = told.filter(({ outcomes }) =>
    outcomes.some(
      ({ metric, outcome }) => outcome === 'worse' && (dose === undefined || metric === dose.metric),
    ),
  );
  return isTold.length / TRIES;
};

test('an image that is compared with itself differs in nothing', () => {
  expect(rateOf(0.03, null)).toBe(0);
});

test.each(HEAD_DOSES.flatMap(({ text, metric }) => (metric === 'held' ? [] : [text])))(
  '%s is told',
  (text) => {
    expect(rateOf(0.03, text)).toBeGreaterThanOrEqual(0.95);
  },
);

test('on a host where starts differ by a third, +10 % is missed, and that shows', () => {
  expect(rateOf(0.3, '+10 % CPU')).toBeLessThan(0.5);
});

test('a dose is asked for where the target asks for it', () => {
  const pairs = (readPairs([recorded(0)]).pairs.get(BODY) ?? []).flat();
  const of = (metric: string) => {
    const found = HEAD_DOSES.find((dose) => dose.metric === metric);
    if (found === undefined) throw new Error(`there is no dose of ${metric}`);
    return found;
  };
  const [cpu, request] = [of('cpu'), of('s3')];
  expect(isAsked(of('peak'), pairs, terms)).toBe(true);
  expect(isAsked(of('held'), pairs, terms)).toBe(false);
  expect(isAsked(cpu, pairs, terms)).toBe(true);
  expect(isAsked(request, pairs, { ...terms, services: [] })).toBe(false);
  const cheap = pairs.map(({ one, other }) => ({
    one: one.map((size) => ({ ...size, samples: size.samples.map((sample) => ({ ...sample, cpuMs: 1 })) })),
    other,
  }));
  expect(isAsked(cpu, cheap, terms)).toBe(false);
});

test('refuses two images, and a directory that is no comparison', () => {
  expect(() => readPairs([recorded(0, ['sha256:a', 'sha256:b'])])).toThrow('what differs may be the images');
  expect(() => readPairs([tmpdir()])).toThrow('no stage of a comparison is there');
});
