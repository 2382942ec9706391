import { bySize, middle, type Point, pointsOf } from '../report/points';
import { keyOf, type ScenarioResult } from '../report/schema';
import { seriesOf } from '../report/series';
import type { InjectedDose, InjectedDoses } from '../run/injector';
import { lawsOf, termsOf } from '../scenario/laws';
import { sessionsOf } from '../scenario/measured';
import type { Scenario } from '../scenario/scenario';
import { type Injection, ORDER_BYTES, ORDER_MS } from './faults';
import { entriesOf, poolOf } from './pool';
import { CONDITIONS, type GateRecord } from './record';

const NOTHING: InjectedDose = { burnMs: 0, holdBytes: 0, leakBytes: 0, requests: 0 };
/** What a server would hold of each mail where the command touches none: about a summary. */
const SUMMARY_BYTES = 4096;

/** What the injector does at each size of each scenario, by what the command costs without it in recorded gates. */
export function dosesOf(
  gates: readonly GateRecord[],
  injection: Injection,
  specs: readonly Scenario[],
): InjectedDoses {
  const doses: InjectedDoses = {};
  for (const spec of specs) {
    const of = sessionsOf(spec.measure) === undefined ? ofSeries : ofSessions;
    const sizes = entriesOf(poolOf(gates, spec.name), ({ starts }) =>
      CONDITIONS.flatMap((condition) => starts[condition]),
    );
    for (const series of new Set(sizes.map((size) => size.series)))
      Object.assign(
        doses,
        of(
          sizes.filter((size) => size.series === series),
          injection,
          spec,
        ),
      );
  }
  return doses;
}

/** Sessions stay open, so at each number of them only what is more than before is taken. */
function ofSessions(sizes: readonly ScenarioResult[], injection: Injection, spec: Scenario): InjectedDoses {
  const { heldShare = 0, heldOrder } = injection;
  const sorted = [...sizes].sort((a, b) => bySize(a.variables, b.variables));
  const held = pointsOf(sorted, 'held');
  const top = Math.max(0, ...held.map(costOf));
  const above = heldOrder ? aboveLaw(held, lawsOf(spec).memory) : null;
  let before = 0;
  return Object.fromEntries(
    sorted.map((size, i) => {
      const share = heldShare * Math.max(0, costOf(held[i]));
      const inAll = share + Math.max(top, ORDER_BYTES) * (above?.[i] ?? 0);
      const holdBytes = Math.round(Math.max(0, inAll - before));
      before = Math.max(before, inAll);
      return [keyOf(size), { first: { ...NOTHING, holdBytes }, steady: NOTHING }];
    }),
  );
}

function ofSeries(sizes: readonly ScenarioResult[], injection: Injection, spec: Scenario): InjectedDoses {
  const { cpuShare = 0, cpuOrder, peakBytes = 0, holdsAll, keptBytes = 0, requests = 0 } = injection;
  const cpu = pointsOf(sizes, 'cpu');
  const top = Math.max(0, ...cpu.map(costOf));
  const above = cpuOrder ? aboveLaw(cpu, lawsOf(spec).cpu) : null;
  return Object.fromEntries(
    sizes.map((size) => {
      const at = cpu.findIndex(({ variables }) => variables === size.variables);
      const cost = costOf(cpu[at]);
      const first = { ...NOTHING, holdBytes: peakBytes + (holdsAll ? allBytes(size) : 0) };
      const steady = {
        ...NOTHING,
        burnMs: cpuShare * cost + Math.max(top, ORDER_MS) * (above?.[at] ?? 0),
        leakBytes: keptBytes,
        requests,
      };
      return [keyOf(size), { first, steady }];
    }),
  );
}

/** What the scenario costs at one size; ms. */
function costOf(point: Point | undefined): number {
  return point === undefined || point.values.length === 0 ? 0 : middle(point.values);
}

/** The next thing above the law at each of the points, as a share of the largest: in the order of `points`. */
function aboveLaw(points: readonly Point[], law: string): number[] {
  const { points: sorted, series } = seriesOf(points, termsOf(law));
  return points.map((point) => series.above[sorted.indexOf(point)] ?? 0);
}

/** All bytes that the command touches; where it touches few and the mailbox grows, the summaries of all messages. */
function allBytes({ series, variables: { N, B } }: ScenarioResult): number {
  return series === 'size' ? B : Math.max(B, N * SUMMARY_BYTES);
}
