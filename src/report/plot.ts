import { xml } from './escape';
import type { Timeline } from './results';
import { bytes } from './units';

const WIDTH = 960;
const PANEL = 120;
const LEFT = 64;
const GAP = 26;
/** Width of a digit at the plot's 11 px, from above. */
const DIGIT = 8;
/** A witness needs no more dots than can be told apart. */
const MOST_DOTS = 240;

type Points = Timeline['points'];

interface Panel {
  readonly label: string;
  readonly top: number;
  readonly most: number;
  readonly pick: (point: Points[number]) => number;
  readonly say: (value: number) => string;
}

/** CPU and RSS over time, one above the other, the commands shaded and numbered: one SVG, no script. */
export function plot(timeline: Timeline): string {
  const { points, pidusage, commands, family } = timeline;
  const end = Math.max(1, points.at(-1)?.[0] ?? 0, commands.at(-1)?.toMs ?? 0);
  const x = (ms: number) => LEFT + ((WIDTH - LEFT) * ms) / end;
  const most = (pick: Panel['pick']) => 1.05 * points.reduce((high, point) => Math.max(high, pick(point)), 1);
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
  const seconds = `<text x="${WIDTH}" y="${height - 8}" text-anchor="end">${(end / 1000).toFixed(1)} s</text>`;
  return `<svg class="plot" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="CPU and RSS during ${xml(family)}">
${bands(commands, x).join('\n')}
${panel(cpu, points, pidusage, x)}
${panel(rss, points, pidusage, x)}
${seconds}
</svg>`;
}

/** What the numbers of the plot stand for. */
export function commandList({ commands }: Timeline): string {
  return `<ol class="commands">${commands.map(({ command }) => `<li><code>${xml(command)}</code></li>`).join('')}</ol>`;
}

/** Where commands follow each other closely, a number is left out rather than written over its neighbour. */
function bands(commands: Timeline['commands'], x: (ms: number) => number): string[] {
  let free = 0;
  return commands.map(({ name, fromMs, toMs }, i) => {
    const from = x(fromMs);
    const wide = Math.max(1.5, x(toMs) - from).toFixed(1);
    const number = `${i + 1}`;
    const at = Math.min(from, WIDTH - DIGIT * number.length);
    const hasRoom = at >= free;
    if (hasRoom) free = at + DIGIT * (number.length + 1);
    const label = hasRoom ? `<text x="${at.toFixed(1)}" y="${GAP - 6}">${number}</text>` : '';
    return `<g class="band"><title>${number}. ${xml(name)}</title><rect x="${from.toFixed(1)}" y="${GAP}" width="${wide}" height="${2 * PANEL + GAP}"/>${label}</g>`;
  });
}

function panel(
  { label, top, most, pick, say }: Panel,
  points: Points,
  witness: Points,
  x: (ms: number) => number,
): string {
  const y = (value: number) => (top + PANEL - (PANEL * value) / most).toFixed(1);
  const line = thinned(points, pick, x).map((point) => `${x(point[0]).toFixed(1)},${y(pick(point))}`);
  const every = Math.ceil(witness.length / MOST_DOTS);
  const dots = witness
    .filter((point, i) => i % every === 0 && pick(point) <= most)
    .map((point) => `<circle cx="${x(point[0]).toFixed(1)}" cy="${y(pick(point))}" r="1.8"/>`)
    .join('');
  return `<g class="panel"><path d="M${LEFT} ${top}V${top + PANEL}H${WIDTH}"/>
<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${xml(say(most))}</text><text x="${LEFT - 6}" y="${top + PANEL}" text-anchor="end">0</text>
<text x="${LEFT + 6}" y="${top + 12}">${xml(label)}</text>
<polyline points="${line.join(' ')}"/>${dots}</g>`;
}

/** As much as can be seen: of the points in one column of pixels the lowest and the highest, in their order. */
function thinned(points: Points, pick: Panel['pick'], x: (ms: number) => number): Points {
  const columns = new Map<number, { low: number; high: number }>();
  points.forEach((point, i) => {
    const column = Math.round(x(point[0]));
    const known = columns.get(column) ?? { low: i, high: i };
    const at = (index: number) => pick(points[index] ?? point);
    columns.set(column, {
      low: pick(point) < at(known.low) ? i : known.low,
      high: pick(point) > at(known.high) ? i : known.high,
    });
  });
  return [...columns.values()].flatMap(({ low, high }) => {
    const kept = [...new Set([Math.min(low, high), Math.max(low, high)])];
    return kept.map((i) => points[i]).filter((point) => point !== undefined);
  });
}
