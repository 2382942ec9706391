import { kindNamed } from '../containers/server';
import { bySize, type Metric, metricsOf } from '../report/points';
import { keyOf, type ScenarioResult, seriesKeyOf, type Verdict } from '../report/schema';
import type { Scenario } from '../scenario/scenario';
import { type Change, changeOf } from './change';
import { type RequestChange, requestChanges } from './requests';

interface Measured {
  readonly scenarios: readonly ScenarioResult[];
}

/** One thing that was compared of a scenario. */
export type Difference = {
  readonly scenario: string;
  readonly family: ScenarioResult['family'];
  readonly series: ScenarioResult['series'];
} & (
  | { readonly kind: 'cost'; readonly metric: Metric; readonly change: Change }
  | {
      readonly kind: 'requests';
      readonly metric: 's3' | 'k2v';
      readonly size: ScenarioResult['variables'];
      readonly changes: readonly RequestChange[];
    }
  /** By what law it grows: the verdict of each side, where growth was judged. */
  | { readonly kind: 'order'; readonly metric: Metric; readonly base: Verdict; readonly head: Verdict }
  /** One side could not be measured, or neither. */
  | {
      readonly kind: 'status';
      readonly metric: 'answer';
      readonly base: string | null;
      readonly head: string | null;
    }
);

/** Which difference it is, whatever its size: costs are of all sizes of a series, requests of one of them. */
export type Claim = Pick<Difference, 'scenario' | 'series' | 'kind' | 'metric'>;

export function claimOf({ scenario, series, kind, metric }: Claim): Claim {
  return { scenario, series, kind, metric };
}

export function isSameClaim(a: Claim, b: Claim): boolean {
  return a.scenario === b.scenario && a.series === b.series && a.kind === b.kind && a.metric === b.metric;
}

export interface Terms {
  readonly specs: readonly Scenario[];
  /** Whether the n-th starts of both were measured beside each other. */
  readonly paired: boolean;
  /** Requests that a server makes by itself. */
  readonly background: readonly string[];
  /** Whether the servers have such a storage. */
  readonly services: readonly ('s3' | 'k2v')[];
}

/** Of a server, by its name in the results. */
export function termsOf(server: string, specs: readonly Scenario[], paired: boolean): Terms {
  const kind = kindNamed(server);
  return { specs, paired, background: kind?.background ?? [], services: kind?.storageApis ?? [] };
}

/** All that can be compared of two runs; what one of them left out is no difference. */
export function differencesOf(base: Measured, head: Measured, terms: Terms): Difference[] {
  const series = new Set(base.scenarios.map(seriesKeyOf));
  return [...series].flatMap((key): Difference[] => {
    const of = ({ scenarios }: Measured) => scenarios.filter((one) => seriesKeyOf(one) === key);
    const [b, h] = [of(base), of(head)];
    const [first] = b;
    if (first === undefined || h.length === 0) return [];
    const { name: scenario, family, series: which } = first;
    const about = { scenario, family, series: which };
    const failed = { base: reasonOf(b), head: reasonOf(h) };
    if (failed.base !== null || failed.head !== null)
      return [{ ...about, kind: 'status', metric: 'answer', ...failed }];
    const spec = terms.specs.find(({ name }) => name === scenario);
    if (spec === undefined) return [];
    return [
      ...costs(b, h, spec, terms).map((one) => ({ ...about, ...one })),
      ...requests(b, h, terms).map((one) => ({ ...about, ...one })),
      ...orders(b, h).map((one) => ({ ...about, ...one })),
    ];
  });
}

function reasonOf(sizes: readonly ScenarioResult[]): string | null {
  return sizes.find(({ status }) => status === 'error')?.reason ?? null;
}

function costs(
  base: readonly ScenarioResult[],
  head: readonly ScenarioResult[],
  spec: Scenario,
  { paired }: Terms,
) {
  const measured = (sizes: readonly ScenarioResult[]) => sizes.filter(({ status }) => status === 'measured');
  return metricsOf(spec).flatMap((metric) => {
    const change = changeOf(measured(base), measured(head), metric, paired);
    return change === null ? [] : [{ kind: 'cost' as const, metric, change }];
  });
}

/** One for each service: at the size where the number of requests differs the most. */
function requests(
  base: readonly ScenarioResult[],
  head: readonly ScenarioResult[],
  { background, services }: Terms,
) {
  const sizes = base.flatMap((one) => {
    const other = head.find((candidate) => keyOf(candidate) === keyOf(one));
    const changes = other && requestChanges(one, other, background);
    return changes ? [{ size: one.variables, changes }] : [];
  });
  return services.flatMap((metric) => {
    const own = sizes
      .map(({ size, changes }) => ({
        size,
        changes: changes.filter(({ api }) => api.startsWith(`${metric}:`)),
      }))
      .sort((a, b) => extent(b.changes) - extent(a.changes) || bySize(b.size, a.size));
    const [most] = own;
    return most === undefined ? [] : [{ kind: 'requests' as const, metric, ...most }];
  });
}

function extent(changes: readonly RequestChange[]): number {
  return changes.reduce((sum, { base, head }) => sum + Math.abs(head[0] - base[0]), 0);
}

function orders(base: readonly ScenarioResult[], head: readonly ScenarioResult[]) {
  const growth = (sizes: readonly ScenarioResult[]) =>
    sizes.flatMap(({ verdicts }) => verdicts).filter(({ kind }) => kind === 'growth');
  return growth(base).flatMap((verdict) => {
    const other = growth(head).find(({ metric }) => metric === verdict.metric);
    return other === undefined
      ? []
      : [{ kind: 'order' as const, metric: verdict.metric as Metric, base: verdict, head: other }];
  });
}
