import type { Accuracy, InstrumentRow } from './schema';

const NOTHING = '—';
const COLUMNS = [
  'instrument',
  '15 ms spikes',
  '1 ms spikes',
  'CPU error',
  'samples/s',
  '% of a core',
] as const;

/** What a run came to, for a terminal: the targets, then the instruments side by side. */
export function renderAccuracy(accuracy: Accuracy): string {
  const { summary, targets, sideBySide, host } = accuracy;
  const { disturbed, idleSpeed } = summary;
  const width = Math.max(...targets.map(({ name }) => name.length));
  return [
    `How exact: ${accuracy.form} form, commit ${accuracy.commit.slice(0, 12)}, ${accuracy.startedAt}`,
    `${host.kernel}, cgroup ${host.cgroup}, ${host.docker}, ${host.cores} x ${host.cpu}`,
    '',
    ...targets.map(
      ({ name, target, actual, met }) =>
        `${met ? 'met   ' : 'MISSED'}  ${name.padEnd(width)}  ${actual}   (target: ${target})`,
    ),
    '',
    `CPU doses given again because something disturbed the load: ${disturbed.setAside}; never known: ${disturbed.unknown}.`,
    `The same loops at idle speed differ from what they took by ${idleSpeed.medianErrorPercent.toFixed(1)} % at the median, ` +
      `${idleSpeed.worstErrorPercent.toFixed(1)} % at most: so much this machine's own speed moves.`,
    '',
    ...tableOf(sideBySide),
    ...sideBySide.flatMap(({ name, missing }) => (missing === null ? [] : [`${name}: missing, ${missing}`])),
    '',
    ...outsideLines(accuracy),
    ...Object.entries(host.limits).map(([name, fact]) => `${name}: ${fact}`),
  ].join('\n');
}

/** The instruments side by side, in columns. */
export function tableOf(rows: readonly InstrumentRow[]): string[] {
  const lines = [
    COLUMNS as readonly string[],
    ...rows.filter(({ missing }) => missing === null).map(cellsOf),
  ];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ name, seen, cpuErrorPercent, samplesPerSecond, percentOfCore }: InstrumentRow): string[] {
  return [
    name,
    seen === null ? NOTHING : `${seen.ms15} of ${seen.of}`,
    seen === null ? NOTHING : `${seen.ms1} of ${seen.of}`,
    cpuErrorPercent === null ? NOTHING : `${Math.abs(cpuErrorPercent).toFixed(2)} %`,
    samplesPerSecond === null ? NOTHING : samplesPerSecond.toFixed(1),
    percentOfCore === null ? NOTHING : `${percentOfCore.toFixed(1)} %`,
  ];
}

const SHOWN = 10;

/** The doses outside, one a line: what was missed is what one wants to see. */
function outsideLines({ doses, spikes, requests }: Accuracy): string[] {
  const lines = [
    ...doses
      .filter(({ outside }) => outside)
      .map(({ kind, truth, figure, bound }) => `${kind}: truth ${truth}, figure ${figure}, bound ${bound}`),
    ...spikes
      .filter(({ error }) => error === null || Math.abs(error) > 256 * 1024)
      .map(({ truth, figure }) => `spike: truth ${truth}, figure ${figure}`),
    ...requests
      .filter(({ wrong }) => wrong > 0)
      .map(({ endpoint, times, counted }) => `${times} ${endpoint}: counted ${JSON.stringify(counted)}`),
  ];
  const more = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more, in the file`] : [])].map(
    (line) => `outside: ${line}`,
  );
}
