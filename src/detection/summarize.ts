import { kindName, kindOf } from './false-alarms';
import type { Fold } from './held-out';
import type { JobOutcome } from './jobs';
import type { Detection, Planted } from './schema';

/** What each planted regression must reach: 95 of 100, another order of growth always. */
export const CAUGHT = 0.95;
const MOST_UNDECIDED = 0.02;
const GATES = 3000;

/** Joins the scenarios of each server into whole gates. `folds` are each server's, `gates` how many there are of it. */
export function falseAlarms(
  outcomes: readonly JobOutcome[],
  folds: Readonly<Record<string, readonly Fold[]>>,
  gates: number,
): Detection['falseAlarms'] {
  const servers = [...new Set(outcomes.map(({ server }) => server))];
  const byKind: Detection['falseAlarms']['byKind'] = {};
  let alarms = 0;
  for (const server of servers) {
    const alarmed = new Set(
      outcomes.flatMap((outcome) => (outcome.server === server ? outcome.alarms.alarmed : [])),
    );
    alarms += alarmed.size;
    for (let n = 0; n < gates; n += 1) {
      const kind = kindName(kindOf(n, folds[server] ?? []));
      const known = byKind[kind] ?? { gates: 0, alarms: 0, ...verdictsOf(outcomes, kind) };
      byKind[kind] = {
        ...known,
        gates: known.gates + 1,
        alarms: known.alarms + (alarmed.has(n) ? 1 : 0),
      };
    }
  }
  const where = outcomes.flatMap(({ server, alarms: { scenario, tallies } }) =>
    tallies.map((tally) => ({ server, scenario, ...tally })),
  );
  const sum = (of: 'verdicts' | 'inconclusive' | 'unfit') => where.reduce((all, tally) => all + tally[of], 0);
  const judged = outcomes.reduce((all, one) => all + one.alarms.judged, 0);
  const starts = outcomes.reduce((all, one) => all + one.alarms.starts, 0);
  return {
    gates: gates * servers.length,
    alarms,
    verdicts: sum('verdicts'),
    inconclusive: sum('inconclusive') + sum('unfit'),
    unfit: sum('unfit'),
    starts: judged === 0 ? 0 : starts / judged,
    byKind,
    where: where.filter((one) => one.alarms + one.inconclusive + one.unfit > 0),
  };
}

function verdictsOf(outcomes: readonly JobOutcome[], kind: string) {
  const all = outcomes.flatMap(({ alarms }) => alarms.byKind[kind] ?? []);
  return {
    verdicts: all.reduce((sum, { verdicts }) => sum + verdicts, 0),
    inconclusive: all.reduce((sum, { undecided }) => sum + undecided, 0),
  };
}

/** The smallest dose of each ladder that is caught, with all that are larger. */
export function smallest(planted: readonly Planted[]): Detection['smallest'] {
  const ladders = new Map<string, Planted[]>();
  for (const row of planted) {
    if (row.strength === null) continue;
    const id = JSON.stringify([row.server, row.scenario, row.metric]);
    ladders.set(id, [...(ladders.get(id) ?? []), row]);
  }
  return [...ladders].map(([id, rows]) => {
    const [server, scenario, metric] = JSON.parse(id) as [string, string, string];
    let dose: string | null = null;
    for (const row of rows.sort((a, b) => (b.strength ?? 0) - (a.strength ?? 0))) {
      if (!isCaught(row)) break;
      dose = row.dose;
    }
    return { server, scenario, metric, dose };
  });
}

export function isCaught({ caught, tried, isOrder }: Planted): boolean {
  return caught >= tried * (isOrder ? 1 : CAUGHT);
}

export function targetsOf({ falseAlarms: found, planted }: Pick<Detection, 'falseAlarms' | 'planted'>) {
  const undecided = found.verdicts === 0 ? 1 : found.inconclusive / found.verdicts;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  return [
    {
      name: 'false alarms',
      target: `0 in ${GATES} gates`,
      actual: `${found.alarms} in ${found.gates}`,
      met: found.alarms === 0 && found.gates >= GATES,
    },
    {
      name: 'verdicts that decide nothing',
      target: `at most ${percent(MOST_UNDECIDED)}`,
      actual: `${percent(undecided)} of ${found.verdicts}`,
      met: undecided <= MOST_UNDECIDED,
    },
    ...['cpu', 'peak', 'kept', 'held', 's3'].flatMap((metric) => {
      const required = planted.filter((row) => row.required && row.metric === metric);
      return [
        caughtTarget(
          `planted in ${metric}`,
          required.filter(({ isOrder }) => !isOrder),
        ),
        caughtTarget(
          `another order of ${metric}`,
          required.filter(({ isOrder }) => isOrder),
        ),
      ].filter((target) => ['cpu', 'peak', 'held'].includes(metric) || !target.name.startsWith('another'));
    }),
  ];
}

/** Nothing planted is nothing caught. */
function caughtTarget(name: string, rows: readonly Planted[]): Detection['targets'][number] {
  const caught = rows.filter(isCaught).length;
  return {
    name,
    target: name.startsWith('another') ? 'every time, in each scenario' : '95 % caught, in each scenario',
    actual: rows.length === 0 ? 'none was planted' : `in ${caught} of ${rows.length}`,
    met: rows.length > 0 && caught === rows.length,
  };
}
