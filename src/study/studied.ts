import { isDeepStrictEqual } from 'node:util';
import { Failure, reasonOf } from '../config/failure';
import { keepPart, type Part, readPart } from '../report/parts/part';
import { Bench, tell } from '../run/bench';
import { reasonWith } from '../run/measure';
import { loadPlan } from '../run/plan';

/** How a part is measured: `W` is what the declaration in specs/study/ asks for, `T` what comes out. */
export interface Measured<T, W> {
  readonly part: Part<T>;
  /** May be called on a bench that no server runs on yet. Throws what stops it; what it found out by then is lost. */
  measure(bench: Bench, wanted: W): Promise<T>;
}

const PART_MS = 30 * 60_000;

/** Declares one part of the study: what is measured, and how much of it. `quick`: null leaves it out of `--quick`. */
export function studied<T, W>(
  { part, measure }: Measured<T, W>,
  wanted: { readonly whole: W; readonly quick: W | null },
): void {
  const plan = loadPlan();
  const asked = plan.quick ? wanted.quick : wanted.whole;
  test(
    part.title,
    async () => {
      if (asked === null) return tell({ event: 'note', text: `${part.title}: left out by --quick` });
      const known = readPart(plan.directory, part);
      // Compared as JSON keeps it.
      if (known?.error === null && isDeepStrictEqual(known.wanted, JSON.parse(JSON.stringify(asked))))
        return tell({ event: 'done', name: part.title, text: 'kept from before' });
      const startedAt = new Date().toISOString();
      const since = performance.now();
      tell({ event: 'start', name: part.title });
      const bench = new Bench(plan);
      const keep = (error: { reason: string; log: string[] } | null, data: T | null) =>
        keepPart(plan.directory, {
          part: part.name,
          startedAt,
          finishedAt: new Date().toISOString(),
          wanted: asked,
          error,
          data,
        });
      try {
        const data = part.schema.parse(await bench.atWork(() => measure(bench, asked)));
        keep(null, data);
        const seconds = Math.round((performance.now() - since) / 1000);
        tell({ event: 'done', name: part.title, text: `measured in ${seconds} s` });
      } catch (error) {
        const { why, lines } = await bench.lastWords();
        const reason = reasonWith(why, error);
        keep({ reason, log: lines }, null);
        tell({ event: 'done', name: part.title, text: `could not be measured: ${reason}` });
        throw error instanceof Failure ? error : new Error(reasonOf(error));
      } finally {
        await bench.discard().catch(() => undefined);
        tell({ event: 'time', ...bench.time });
      }
    },
    PART_MS,
  );
}
