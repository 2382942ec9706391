import { median } from '../meter/median';
import { clip, oneLine } from './escape';

import { duration } from './units';

export interface ProgressStream {
  write(text: string): unknown;
  readonly columns?: number;
}

export interface ProgressOptions {
  /** How many scenarios are planned. */
  readonly total: number;
  /** One line that is written again and again; otherwise one plain line for each finished scenario. */
  readonly tty: boolean;
  /** Planned time of the scenarios by name, in any one unit; those not named count as the median of the named. */
  readonly weights?: Readonly<Record<string, number>>;
  readonly now?: () => number;
}

export interface Progress {
  start(name: string): void;
  /** `text` is what came out, such as "12 ms, 100 GetObject" or "skipped: no CONDSTORE". */
  done(name: string, text: string): void;
  note(line: string): void;
  finish(): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const REDRAW_MS = 1000;
/** No scenario that starts a server is as fast as this. */
const SHORTEST_MS = 50;
const USUAL_WIDTH = 80;

/** Says what is being measured, what came out and how long the rest will take. */
export function progress(stream: ProgressStream, options: ProgressOptions): Progress {
  const now = options.now ?? (() => performance.now());
  const plan = planOf(options);
  const began = now();
  let current: { name: string; since: number } | null = null;
  let finished = 0;

  const counter = (n: number) => `[${String(n).padStart(String(options.total).length)}/${options.total}]`;
  const leftText = () => {
    const left = plan.left(current === null ? null : { ...current, elapsed: now() - current.since });
    return left === null ? '' : left < 1000 ? 'almost done' : `about ${duration(left)} left`;
  };
  const status = () => {
    if (!options.tty || current === null) return;
    const times = [duration(now() - current.since), leftText()].filter((text) => text !== '').join(', ');
    const width = (stream.columns ?? USUAL_WIDTH) - 1;
    const lead = `${counter(finished + 1)} `;
    // The times are what changes, so the name gives way.
    const name = clip(oneLine(current.name), Math.max(10, width - lead.length - times.length - 2));
    stream.write(`${CLEAR_LINE}${clip(`${lead}${name}  ${times}`, width)}`);
  };
  const say = (line: string) => {
    stream.write(`${options.tty ? CLEAR_LINE : ''}${line}\n`);
    status();
  };
  // Lets the seconds run; must never keep a process alive that is done.
  const redraw = options.tty ? setInterval(status, REDRAW_MS).unref() : undefined;

  return {
    start(name) {
      current = { name, since: now() };
      status();
    },
    done(name, text) {
      const took = now() - (current?.name === name ? current.since : now());
      plan.finish(name, took);
      finished += 1;
      current = null;
      const left = options.tty || finished === options.total ? '' : leftText();
      const times = [duration(took), left].filter((part) => part !== '').join(', ');
      say(`${counter(finished)} ${oneLine(name)}: ${oneLine(text)} (${times})`);
    },
    note(line) {
      say(oneLine(line));
    },
    finish() {
      clearInterval(redraw);
      current = null;
      if (options.tty) stream.write(CLEAR_LINE);
      stream.write(`${finished} of ${options.total} scenarios in ${duration(now() - began)}\n`);
    },
  };
}

/** Time left = planned weight left x the median time that a unit of weight has taken so far. */
function planOf({ total, weights = {} }: ProgressOptions) {
  const named = Object.values(weights);
  const usual = named.length === 0 ? 1 : median(named);
  const weightOf = (name: string) => weights[name] ?? usual;
  const rates: number[] = [];
  let weightLeft = named.reduce((sum, weight) => sum + weight, 0) + Math.max(0, total - named.length) * usual;
  return {
    finish(name: string, took: number) {
      weightLeft = Math.max(0, weightLeft - weightOf(name));
      // A skipped scenario is off the list, but teaches nothing about how long others take.
      if (took >= SHORTEST_MS && weightOf(name) > 0) rates.push(took / weightOf(name));
    },
    left(current: { name: string; elapsed: number } | null): number | null {
      if (rates.length === 0) return null;
      const rate = median(rates);
      if (current === null) return weightLeft * rate;
      const after = Math.max(0, weightLeft - weightOf(current.name)) * rate;
      return after + Math.max(0, weightOf(current.name) * rate - current.elapsed);
    },
  };
}
