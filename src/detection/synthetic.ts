import { BODY, syntheticRun } from '../budget/synthetic';
import type { Results } from '../report/schema';
import { CONDITIONS, type GateRecord, RECORD_SCHEMA } from './record';

/** What one made-up scenario costs at k mails of 4 KiB. */
export type Cost = Parameters<typeof syntheticRun>[0];

export const FLAGS = 'FETCH FLAGS needs only the index';

interface Change {
  readonly fault?: string;
  worse?(cost: Cost): Cost;
  readonly seed?: number;
  /** Serial of the first one. */
  readonly from?: number;
  /** Of another host: so many times as slow as one whose calibrator takes 20 ms. */
  readonly slow?: number;
}

/** Made-up recordings for the tests of the bench: so many gates of each condition, of two scenarios. Seeded. */
export function syntheticGates(gates: number, change: Change = {}): GateRecord[] {
  const { fault = null, worse = (cost) => cost, seed = 1, from = 1, slow } = change;
  const calibrator =
    slow === undefined
      ? null
      : { name: 'loops', cpuMs: [19.9, 20, 20.1].map((ms) => ms * slow), noise: 0.005 };
  return CONDITIONS.flatMap((condition, c) =>
    Array.from({ length: gates }, (_, i): GateRecord => {
      const of = (cost: Cost, more: number) =>
        syntheticRun(worse({ ...cost, cpu: (k) => (slow ?? 1) * cost.cpu(k) }), {
          seed: 1000 * seed + 100 * c + 10 * i + more,
        });
      const whole = of({ cpu: (k) => 2 + 0.05 * k }, 0);
      return {
        schema: RECORD_SCHEMA,
        serial: i + from,
        condition,
        fault,
        recordedAt: '2026-11-25T12:00:00.000Z',
        commit: 'c0ffee',
        meter: 'feed',
        scope: [],
        results: {
          ...withFlags(whole, of({ cpu: (k) => 1 + 0.004 * k, gets: () => 0, peakMib: () => 1 }, 1)),
          calibrator,
        },
      };
    }),
  );
}

/** The second run's scenario is FETCH FLAGS. */
function withFlags(whole: Results, other: Results): Results {
  const flags = other.scenarios.map((result) => ({ ...result, name: FLAGS, layer: 'index' }));
  return { ...whole, scenarios: [...whole.scenarios, ...flags] };
}

export { BODY };
