import type { Build } from './image';

/** How far cargo is, from its progress bar: "Building [====>   ] 211/412: garage_model". null for any other line. */
export function cargoUnits(line: string): { done: number; total: number } | null {
  const found = /Building \[[=> ]*\] (\d+)\/(\d+)/.exec(line);
  return found ? { done: Number(found[1]), total: Number(found[2]) } : null;
}

/** The share of the time that is gone once a share of the units is done: between the measured points, a straight line. */
export function shareOfTime(units: number, pace: Build['pace'] = []): number {
  const points = [[0, 0] as const, ...pace, [1, 1] as const];
  const after = points.findIndex(([at]) => at >= units);
  const [x1, y1] = points[Math.max(after, 1)] ?? [1, 1];
  const [x0, y0] = points[Math.max(after, 1) - 1] ?? [0, 0];
  return x1 === x0 ? y1 : y0 + ((units - x0) / (x1 - x0)) * (y1 - y0);
}

/** A length of time as a person says it: "40 s", "3 min", "3.5 min". */
export function spoken(seconds: number): string {
  if (seconds < 90) return `${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  return `${Math.round(seconds / 30) / 2} min`;
}

/**
 * Tells how a build goes. Where cargo counts its units, the time left starts as the usual one and becomes, the more of the
 * work is done, what this machine has needed itself. For other builds only the usual time is known, and it is called that.
 */
export class BuildProgress {
  private units: { done: number; total: number } | null = null;
  private compilingSince = 0;
  private lastUnitAt = 0;

  constructor(
    private readonly name: string,
    private readonly build: Pick<Build, 'usualSeconds' | 'pace'>,
    private readonly now: () => number = () => performance.now() / 1000,
    private readonly start = now(),
  ) {}

  /** Takes a line of output; says whether it was a progress bar, which nobody needs to read again. */
  read(line: string): boolean {
    const units = cargoUnits(line);
    if (units && !this.units) this.compilingSince = this.now();
    if (units && units.done !== this.units?.done) this.lastUnitAt = this.now();
    if (units) this.units = units;
    return units !== null;
  }

  report(): string {
    const { name, build, units } = this;
    if (!units) {
      const gone = spoken(this.now() - this.start);
      return `${name}: building for ${gone}; it usually takes ${spoken(build.usualSeconds)} on 2 cores`;
    }
    const share = shareOfTime(units.done / units.total, build.pace);
    const here = (this.lastUnitAt - this.compilingSince) * (1 - share);
    const usual = build.usualSeconds * (1 - share) ** 2;
    // The last crates take minutes each, in which nothing is counted but time.
    const left = here + usual - (this.now() - this.lastUnitAt);
    return `${name}: ${units.done} of ${units.total} crates compiled, about ${spoken(left)} left`;
  }
}
