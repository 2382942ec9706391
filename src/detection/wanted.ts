import type { ServerName } from '../containers/server';
import { FAULTS, type Fault, isPlantedIn } from './faults';
import { CONDITIONS, type Condition, recordFile } from './record';

/** A gate that the evidence asks for. */
export interface Wanted {
  readonly server: ServerName;
  readonly condition: Condition;
  readonly serial: number;
  readonly fault: Fault | null;
  readonly file: string;
}

/** Gates of each condition: 10 + 10. */
const GATES = 10;
/** Gates of three server starts with each fault that must be caught, and with one that only shows where catching begins. */
const MUST = 2;
const MAY = 1;
export const AS_IT_IS = 'as-it-is';

/**
 * All gates that are to be recorded, those first without which nothing can be judged; servers and conditions take turns. Faults that
 * are planted in none of the scenarios are left out.
 */
export function wantedGates(
  servers: readonly ServerName[],
  scenarios: readonly string[],
  only: readonly string[] = [],
): Wanted[] {
  const wanted = (server: ServerName, condition: Condition, serial: number, fault: Fault | null): Wanted => ({
    server,
    condition,
    serial,
    fault,
    file: recordFile(server, condition, serial, fault?.name ?? null),
  });
  const gates = numbers(GATES).flatMap((serial) =>
    servers.flatMap((server) => CONDITIONS.map((condition) => wanted(server, condition, serial, null))),
  );
  const faults = numbers(MUST).flatMap((serial) =>
    [...FAULTS]
      .sort((a, b) => Number(mustBeCaught(b)) - Number(mustBeCaught(a)))
      .filter((fault) => serial <= (mustBeCaught(fault) ? MUST : MAY))
      .flatMap((fault) =>
        servers
          .filter((server) => scenarios.some((name) => isPlantedIn(fault, server, name)))
          .map((server) => wanted(server, CONDITIONS[0], serial, fault)),
      ),
  );
  return [...gates, ...faults].filter(
    ({ fault }) => only.length === 0 || only.includes(fault?.name ?? AS_IT_IS),
  );
}

function mustBeCaught({ doses }: Fault): boolean {
  return doses.some(({ strength }) => strength === null || strength === 1);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
