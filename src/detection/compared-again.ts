import { inStages } from '../compare/compared';
import { EARLY, isSettled, LOOKS, type Outcome, suspectsOf } from '../difference/decide';
import { type Difference, differencesOf, type Terms } from '../difference/differences';
import type { Random } from '../mailbox/random';
import { type Metric, metricsOf, middle, pointsOf } from '../report/points';
import { keyOf, type Sample, type ScenarioResult } from '../report/results';
import { WORTH_MS } from './faults';
import type { Pair, Pairs } from './pairs';

const MIB = 1024 ** 2;

/** What is put on each sample of the head. */
export interface HeadDose {
  readonly text: string;
  readonly metric: Metric | 's3';
  readonly plant: (sample: Sample) => Sample;
}

export const HEAD_DOSES: readonly HeadDose[] = [
  ...[0.1, 0.2].map(
    (share): HeadDose => ({
      text: `+${100 * share} % CPU`,
      metric: 'cpu',
      plant: (sample) => more(sample, 'cpuMs', (ms) => ms * (1 + share)),
    }),
  ),
  {
    text: '+1 MiB peak',
    metric: 'peak',
    plant: (sample) => more(sample, 'peakRssBytes', (bytes) => bytes + MIB),
  },
  {
    text: '+1 MiB kept by each execution',
    metric: 'kept',
    plant: (sample) => more(sample, 'retainedRssBytes', (bytes) => bytes + MIB * sample.executions),
  },
  {
    text: '+1 MiB held by all sessions',
    metric: 'held',
    plant: (sample) => more(sample, 'retainedRssBytes', (bytes) => bytes + MIB),
  },
  {
    text: '+1 GetObject',
    metric: 's3',
    plant: (sample) => ({
      ...sample,
      requests: sample.requests && {
        ...sample.requests,
        's3:GetObject': (sample.requests['s3:GetObject'] ?? 0) + 1,
      },
    }),
  },
];

/** The sample with another figure; without it where none was taken. */
function more(
  sample: Sample,
  figure: 'cpuMs' | 'peakRssBytes' | 'retainedRssBytes',
  than: (taken: number) => number,
): Sample {
  const taken = sample[figure];
  return { ...sample, [figure]: taken === null ? null : than(taken) };
}

export interface Told {
  readonly outcomes: readonly { readonly metric: string; readonly outcome: Outcome }[];
  /** Pairs of server starts that the second stage took. */
  readonly pairs: number;
}

/**
 * A whole comparison of an image with itself, as it might as well have happened: each pair of a series is drawn from those that were
 * recorded, with replacement, and either of its servers may be the head. Decided as `compare` decides.
 */
export function comparedAgain(
  pairs: Pairs,
  terms: Terms,
  random: Random,
  plant: (sample: Sample) => Sample = (sample) => sample,
): Told {
  const drawn = (series: readonly (readonly Pair[])[], count: number): Difference[] => {
    const [base, head] = [new Map<string, ScenarioResult>(), new Map<string, ScenarioResult>()];
    for (const recorded of series)
      for (let start = 0; start < count; start += 1) {
        const { one, other } = random.pick(recorded);
        const isSwapped = random.below(2) === 1;
        add(base, isSwapped ? other : one, (sample) => ({ ...sample, start }));
        add(head, isSwapped ? one : other, (sample) => plant({ ...sample, start }));
      }
    return differencesOf({ scenarios: [...base.values()] }, { scenarios: [...head.values()] }, terms);
  };
  const first = [...pairs.values()].flatMap((series) => drawn(series, 1));
  const suspects = suspectsOf(first);
  let taken = 0;
  const again = [...pairs].flatMap(([name, series]): Difference[] => {
    if (!suspects.claims.some(({ scenario }) => scenario === name)) return [];
    let seen: Difference[] = [];
    for (const look of [EARLY, ...LOOKS]) {
      seen = drawn(series, look);
      if (look === LOOKS.at(-1) || isSettled(seen, suspects, look)) {
        taken += look;
        break;
      }
    }
    return seen;
  });
  const outcomes = inStages(first, again).map(({ difference: { metric }, outcome }) => ({ metric, outcome }));
  return { outcomes, pairs: taken };
}

/** Whether this dose is asked for there: CPU time where the command costs 5 ms, requests where there is a storage, memory where it is compared. */
export function isAsked(
  { metric }: HeadDose,
  recorded: readonly Pair[],
  { services, specs }: Terms,
): boolean {
  if (metric === 's3') return services.includes('s3');
  const sizes = recorded.flatMap(({ one }) => one);
  const spec = specs.find(({ name }) => name === sizes[0]?.name);
  if (spec === undefined || !metricsOf(spec).includes(metric)) return false;
  const points = pointsOf(sizes, metric).filter(({ values }) => values.length > 0);
  return (
    points.length > 0 &&
    (metric !== 'cpu' || Math.max(...points.map(({ values }) => middle(values))) >= WORTH_MS)
  );
}

function add(
  side: Map<string, ScenarioResult>,
  sizes: readonly ScenarioResult[],
  changed: (sample: Sample) => Sample,
): void {
  for (const size of sizes) {
    const known = side.get(keyOf(size));
    const samples = size.samples.map(changed);
    side.set(keyOf(size), { ...size, samples: [...(known?.samples ?? []), ...samples] });
  }
}
