import { xml } from './escape';
import type { Timeline } from './results';
import { bytes } from './units';

const WIDTH = 960;
const PANEL = 120;
const LEFT = 64;
const GAP = 26;

interface Panel {
  readonly label: string;
  readonly top: number;
  readonly most: number;
  readonly pick: (point: Timeline['points'][number]) => number;
  readonly say: (value: number) => string;
}

/** CPU and RSS over time, one above the other, the commands shaded and numbered: one SVG, no script. */
export function plot(timeline: Timeline): string {
  const { points, pidusage, commands, family } = timeline;
  const end = Math.max(1, points.at(-1)?.[0] ?? 0, commands.at(-1)?.toMs ?? 0);
  const x = (ms: number) => LEFT + ((WIDTH - LEFT) * ms) / end;
  const most = (pick: Panel['pick']) => Math.max(1, ...points.map(pick)) * 1.05;
  const cpu: Panel = {
    label: 'CPU, % of a core',
    top: GAP,
    most: most(([, percent]) => percent),
    pick: ([, percent]) => percent,
    say: (value) => `${Math.round(value)} %`,
  };
  const rss: Panel = {
    label: 'RSS',
    top: PANEL + 2 * GAP,
    most: most(([, , size]) => size),
    pick: ([, , size]) => size,
    say: (value) => bytes(value),
  };
  const height = 2 * (PANEL + GAP) + GAP;
  const bands = commands.map(({ name, fromMs, toMs }, i) => {
    const from = x(fromMs);
    const wide = Math.max(1.5, x(toMs) - from).toFixed(1);
    return `<g class="band"><title>${i + 1}. ${xml(name)}</title><rect x="${from.toFixed(1)}" y="${GAP}" width="${wide}" height="${2 * PANEL + GAP}"/><text x="${from.toFixed(1)}" y="${GAP - 6}">${i + 1}</text></g>`;
  });
  const seconds = `<text x="${WIDTH}" y="${height - 8}" text-anchor="end">${(end / 1000).toFixed(1)} s</text>`;
  const list = commands.map(({ command }) => `<li><code>${xml(command)}</code></li>`).join('');
  return `<svg class="plot" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="CPU and RSS during ${xml(family)}">
${bands.join('\n')}
${panel(cpu, points, pidusage, x)}
${panel(rss, points, pidusage, x)}
${seconds}
</svg>
<ol class="commands">${list}</ol>`;
}

function panel(
  { label, top, most, pick, say }: Panel,
  points: Timeline['points'],
  witness: Timeline['points'],
  x: (ms: number) => number,
): string {
  const y = (value: number) => (top + PANEL - (PANEL * value) / most).toFixed(1);
  const line = points.map((point) => `${x(point[0]).toFixed(1)},${y(pick(point))}`).join(' ');
  const dots = witness
    .filter((point) => pick(point) <= most)
    .map((point) => `<circle cx="${x(point[0]).toFixed(1)}" cy="${y(pick(point))}" r="1.8"/>`)
    .join('');
  return `<g class="panel"><path d="M${LEFT} ${top}V${top + PANEL}H${WIDTH}"/>
<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${xml(say(most))}</text><text x="${LEFT - 6}" y="${top + PANEL}" text-anchor="end">0</text>
<text x="${LEFT + 6}" y="${top + 12}">${xml(label)}</text>
<polyline points="${line}"/>${dots}</g>`;
}
