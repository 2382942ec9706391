import { median } from '../meter/median';
import { keyOf, type ScenarioResult } from '../report/schema';

/** Share of the largest size's cost that keeps small sizes, whose cost is the kernel's clock and the session's, from counting as much. */
const FLOOR = 0.1;

/** log(head / base) of CPU time of one pair of server starts, over its sizes, and the standard error that these show by how they differ. */
export interface Ratio {
  readonly log: number;
  /** 0 of a single size. */
  readonly error: number;
}

/**
 * One ratio a pair of server starts, over the sizes that both have. The n-th reading of one is divided by the
 * n-th of the other, which was taken within tenths of a second of it: what the host does for longer does it to both. Of Dovecot's queries of
 * 5 ms and more that halves the noise of ratios of medians (standard deviation of a pair 0.024 instead of 0.035; 27 November 2026). The
 * middle one counts at each size, and sizes by their cost. Pairs without a figure are left out.
 */
export function ratiosInTurn(base: readonly ScenarioResult[], head: readonly ScenarioResult[]): Ratio[] {
  const [bases, heads] = [startsOf(base), startsOf(head)];
  const sizes = base.flatMap((one) => {
    const other = head.find((candidate) => keyOf(candidate) === keyOf(one));
    return other === undefined ? [] : [[one, other] as const];
  });
  return bases.flatMap((start, i) => {
    const beside = heads[i];
    if (beside === undefined) return [];
    const each = sizes.flatMap(([one, other]) => ratioAt(readings(one, start), readings(other, beside)));
    return each.length === 0 ? [] : [overSizes(each)];
  });
}

/** The weighted mean; its error is the one that the weighted residuals give (Cochran, Sampling Techniques, 1977, 6.4, of a ratio of means). */
function overSizes(each: readonly { log: number; cost: number }[]): Ratio {
  const top = Math.max(...each.map(({ cost }) => cost));
  const raw = each.map(({ cost }) => cost ** 2 / (cost ** 2 + (FLOOR * top) ** 2));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weighted = each.map(({ log }, s) => ({ log, weight: (raw[s] ?? 0) / total }));
  const log = weighted.reduce((sum, one) => sum + one.weight * one.log, 0);
  const squares = weighted.reduce((sum, one) => sum + (one.weight * (one.log - log)) ** 2, 0);
  return { log, error: each.length < 2 ? 0 : Math.sqrt((squares * each.length) / (each.length - 1)) };
}

/** Of one size on one pair of starts; none where no reading of either can be told from zero. */
function ratioAt(base: readonly number[], head: readonly number[]): { log: number; cost: number }[] {
  const logs = base.flatMap((one, n) => {
    const other = head[n];
    return other !== undefined && one > 0 && other > 0 ? [Math.log(other / one)] : [];
  });
  return logs.length === 0 ? [] : [{ log: median(logs), cost: median(base) }];
}

function readings({ samples }: ScenarioResult, start: number): number[] {
  return samples.flatMap((one) =>
    one.start === start && one.kind === 'steady' && one.cpuMs !== null ? [one.cpuMs] : [],
  );
}

/** In their order: the n-th start of one server was beside the n-th of the other, at whatever sizes. */
function startsOf(sizes: readonly ScenarioResult[]): number[] {
  return [...new Set(sizes.flatMap(({ samples }) => samples.map(({ start }) => start)))].sort(
    (a, b) => a - b,
  );
}
