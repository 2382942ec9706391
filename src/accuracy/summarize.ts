import { median } from '../meter/median';
import type { Found } from './found';
import { PEAK_BYTES } from './judge';
import type { Accuracy, CpuResult, Dose, Summary } from './schema';

/** One record a target of issue 4; the numbers are the issue's. */
const TARGETS: readonly {
  readonly name: string;
  readonly target: string;
  /** It depends on how fast the machine is, so no test may ask for it: the short form shows it only. */
  readonly timed?: true;
  actual(summary: Summary): string;
  met(summary: Summary): boolean;
}[] = [
  {
    name: 'doses outside',
    target: '0',
    actual: ({ doses }) => {
      const each = Object.entries(doses).map(([kind, { n, outside }]) => `${outside} of ${n} ${kind}`);
      return each.join(', ');
    },
    met: ({ doses }) => Object.values(doses).every(({ n, outside }) => n > 0 && outside === 0),
  },
  {
    name: 'spikes of 1 ms missed',
    target: '0',
    actual: ({ spikes }) => `${spikes.missed} of ${spikes.n}`,
    met: ({ spikes }) => spikes.n > 0 && spikes.missed === 0,
  },
  {
    name: 'requests counted right',
    target: 'all',
    actual: ({ requests }) => `${requests.n - requests.wrong} of ${requests.n}`,
    met: ({ requests }) => requests.n > 0 && requests.wrong === 0,
  },
  {
    name: 'charged to the measured container',
    target: '0 bytes, < 0.1 ms CPU',
    actual: ({ charged }) => `${charged.bytes} bytes, ${charged.cpuMs.toFixed(4)} ms CPU a sample`,
    met: ({ charged }) => charged.readings > 0 && charged.bytes === 0 && charged.cpuMs < 0.1,
  },
  {
    name: 'overhead outside command and settling, median',
    target: '< 15 ms',
    timed: true,
    actual: ({ overheadMs }) => `${overheadMs.median.toFixed(1)} ms`,
    met: ({ overheadMs }) => overheadMs.median < 15,
  },
  {
    name: 'settling on an idle load, median',
    target: '<= 60 ms',
    timed: true,
    actual: ({ settlingMs }) => `${settlingMs.median.toFixed(1)} ms`,
    met: ({ settlingMs }) => settlingMs.median <= 60,
  },
  {
    name: 'the probe, watching 20 times a second',
    target: '<= 1 % of a core',
    timed: true,
    actual: ({ probe }) => `${probe.percentOfCore.toFixed(2)} %`,
    met: ({ probe }) => probe.percentOfCore <= 1,
  },
];

export function summarize(found: Found): Summary {
  const cpu = found.doses.filter(isCpu);
  const known = cpu.filter(({ unknown }) => unknown === null);
  const off = known.map(({ figure, idleMs, threads }) =>
    figure === null || threads > 1 || idleMs < 5 ? [] : [(Math.abs(figure - idleMs) / idleMs) * 100],
  );
  const idleErrors = off.flat();
  return {
    doses: {
      cpu: tally(known),
      peak: tally(found.doses.filter(({ kind }) => kind === 'peak')),
      retained: tally(found.doses.filter(({ kind }) => kind === 'retained')),
      child: tally(found.doses.filter(({ kind }) => kind === 'child')),
      traffic: tally(found.doses.filter(({ kind }) => kind === 'traffic')),
    },
    disturbed: {
      setAside: cpu.reduce((sum, { setAside }) => sum + setAside.length, 0),
      unknown: cpu.length - known.length,
    },
    idleSpeed: {
      medianErrorPercent: idleErrors.length > 0 ? median(idleErrors) : 0,
      worstErrorPercent: Math.max(0, ...idleErrors),
    },
    spikes: {
      n: found.spikes.length,
      missed: found.spikes.filter(({ error }) => error === null || Math.abs(error) > PEAK_BYTES).length,
    },
    requests: {
      n: found.requests.reduce((sum, { times }) => sum + times, 0),
      wrong: found.requests.reduce((sum, { wrong }) => sum + wrong, 0),
    },
    charged: found.charged,
    overheadMs: { median: median(found.overheadMs) },
    settlingMs: { median: median(found.settlingMs) },
    probe: { percentOfCore: found.probePercentOfCore },
  };
}

export function targetsOf(summary: Summary): Accuracy['targets'] {
  return TARGETS.map(({ name, target, timed = false, actual, met }) => ({
    name,
    target,
    timed,
    actual: actual(summary),
    met: met(summary),
  }));
}

function tally(doses: readonly Pick<Dose, 'outside'>[]): { n: number; outside: number } {
  return { n: doses.length, outside: doses.filter(({ outside }) => outside).length };
}

function isCpu(dose: Dose): dose is CpuResult {
  return dose.kind === 'cpu';
}
