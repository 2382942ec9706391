import { legend } from './legend';
import { type Mark, marksOver } from './marks';
import { type Scale, type ScaleKind, scaleOf } from './scale';
import { drawn, type Series, TONES } from './series';
import { apart, centred, drawing, fitted, fixed, LINE, textAt, WIDTH, widthOf } from './text';

export interface Axis {
  readonly label: string;
  readonly scale: ScaleKind;
  /** A value as people read it, short: at ticks and where a point is pointed at. */
  readonly say: (value: number) => string;
  /** Ticks at round numbers of KiB and MiB. */
  readonly binary?: boolean;
  /** Values that it must reach, whatever the points do. A vertical linear one reaches 0 anyway. */
  readonly reach?: readonly number[];
}

export interface Lines {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly marks?: readonly Mark[];
}

const HEIGHT = 260;
const PAD = 8;
const RIGHT = 12;
const MOST_LABEL = 140;

/**
 * Series over a common pair of axes: lines, steps, points, bands. Points that an axis has no place for (not a number; not
 * above 0 where it is logarithmic) are left out, and the legend says how many.
 */
export function lines({ title, x, y, series, marks = [] }: Lines): string {
  const scales = {
    x: scaleOf(
      x.scale,
      [
        ...series.flatMap(({ points }) => points.map(([at]) => at)),
        ...marks.flatMap(xOf),
        ...(x.reach ?? []),
      ],
      x,
    ),
    y: scaleOf(
      y.scale,
      [
        ...series.flatMap(({ points }) => points.flatMap(([, ...values]) => values)),
        ...marks.flatMap(yOf),
        ...(y.reach ?? []),
      ],
      { ...y, room: true },
    ),
  };
  const toned = withTones(series);
  const shown = toned.map((one) => placed(one, scales));
  const names = legend([
    ...toned.map(({ name, tone, style, points }, at) => ({
      name: `${name}${leftOut(points.length, shown[at]?.points.length ?? 0)}`,
      tone,
      style,
    })),
    ...marks.flatMap((mark) =>
      'y' in mark ? [{ name: mark.label, tone: TONES, style: 'dashed' as const }] : [],
    ),
  ]);

  const yTicks = fitting(
    scales.y.ticks,
    (ticks) => HEIGHT / Math.max(1, ticks.length - 1) >= 1.5 * LINE && distinct(ticks, y),
  );
  const yTexts = yTicks.map((tick) => fitted(y.say(tick), MOST_LABEL));
  const left = Math.max(PAD, ...yTexts.map(widthOf)) + PAD;
  const placeX = (value: number) => left + (WIDTH - left - RIGHT) * scales.x.place(value);
  const over = marksOver(marks, placeX, left);
  const top = names.height + LINE + over.height + PAD;
  const base = top + HEIGHT;
  const placeY = (value: number) => base - HEIGHT * scales.y.place(value);
  const xText = (tick: number) => fitted(x.say(tick), MOST_LABEL);
  const xTicks = fitting(
    scales.x.ticks,
    (ticks) => apart(ticks.map((tick) => centred(placeX(tick), xText(tick)))) && distinct(ticks, x),
  );

  return drawing(title, base + 2 * LINE + PAD, [
    names.svg,
    textAt(0, names.height + 13, fitted(y.label, WIDTH), 'start', y.label),
    over.svg(names.height + LINE, top, base),
    ...yTicks.map((tick, at) => {
      const height = placeY(tick);
      return `<path class="grid" d="M${fixed(left)} ${fixed(height)}H${WIDTH - RIGHT}"/>${textAt(left - PAD, height + 4, yTexts[at] ?? '', 'end')}`;
    }),
    `<path class="axis" d="M${fixed(left)} ${fixed(top)}V${fixed(base)}H${WIDTH - RIGHT}"/>`,
    ...xTicks.map((tick) => {
      const text = xText(tick);
      return `<path class="axis" d="M${fixed(placeX(tick))} ${fixed(base)}v4"/>${textAt(centred(placeX(tick), text).x, base + LINE, text, 'middle')}`;
    }),
    textAt(WIDTH / 2, base + 2 * LINE + 2, fitted(x.label, WIDTH), 'middle', x.label),
    ...marks.map((mark) =>
      'y' in mark && scales.y.has(mark.y)
        ? `<g class="tone${TONES}"><path class="dashed" d="M${fixed(left)} ${fixed(placeY(mark.y))}H${WIDTH - RIGHT}"/></g>`
        : '',
    ),
    // Areas lie below lines, or they would hide them.
    ...[...shown]
      .sort((a, b) => Number(b.style === 'band') - Number(a.style === 'band'))
      .map(
        (one) =>
          `<g class="tone${one.tone}">${drawn(
            one,
            (at, value) => [placeX(at), placeY(value)],
            (at, value) => `${one.name}: ${x.say(at)}, ${y.say(value)}`,
          )}</g>`,
      ),
    shown.every(({ points }) => points.length === 0)
      ? textAt((left + WIDTH) / 2, (top + base) / 2 - LINE / 2, 'nothing to draw', 'middle')
      : '',
  ]);
}

/** Who brings no tone gets the next that nobody has. */
function withTones(series: readonly Series[]): (Series & { tone: number })[] {
  const taken = new Set(series.map(({ tone }) => tone));
  const free = Array.from({ length: TONES }, (_, tone) => tone).filter((tone) => !taken.has(tone));
  let next = 0;
  return series.map((one) => ({ ...one, tone: one.tone ?? free[next++ % free.length] ?? 0 }));
}

function xOf(mark: Mark): number[] {
  return 'y' in mark ? [] : [mark.x, mark.to ?? mark.x];
}

function yOf(mark: Mark): number[] {
  return 'y' in mark ? [mark.y] : [];
}

function placed<T extends Series & { tone: number }>(one: T, scales: { x: Scale; y: Scale }): T {
  const points = one.points as readonly (readonly number[])[];
  return { ...one, points: points.filter(([x = 0, ...y]) => scales.x.has(x) && y.every(scales.y.has)) };
}

function leftOut(all: number, shown: number): string {
  if (all === 0) return ' (no points)';
  return all === shown ? '' : ` (${all - shown} of ${all} points have no place on these axes)`;
}

/** The densest set that can be read. */
function fitting(
  sets: readonly (readonly number[])[],
  fits: (ticks: readonly number[]) => boolean,
): readonly number[] {
  return (
    sets.find((ticks) => ticks.length > 1 && fits(ticks)) ?? sets.find((ticks) => ticks.length === 1) ?? []
  );
}

/** Two ticks that read the same tell nothing. */
function distinct(ticks: readonly number[], { say }: Axis): boolean {
  return new Set(ticks.map(say)).size === ticks.length;
}
