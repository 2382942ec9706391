import { bodies } from '../parts/bodies';
import type { Bodies } from '../parts/bodies-measured';
import { expensive } from '../parts/expensive';
import type { Expensive } from '../parts/expensive-measured';
import { type IdleData, idleSchema } from '../parts/idle-schema';
import { large } from '../parts/large';
import type { Large } from '../parts/large-measured';
import { LIMITS, type Limits } from '../parts/limits';
import { type LoginData, loginSchema } from '../parts/login-schema';
import { readPart } from '../parts/part';
import { type PopulationsData, populationsSchema } from '../parts/populations-schema';

/** What the answer is made of, besides the commands; null: that part was not measured. */
export interface Inputs {
  readonly idle: IdleData | null;
  readonly login: LoginData | null;
  readonly bodies: Bodies | null;
  readonly large: Large | null;
  readonly expensive: Expensive | null;
  readonly populations: PopulationsData | null;
  readonly limits: Limits | null;
}

export function readInputs(directory: string): Inputs {
  return {
    idle: readPart(directory, { name: 'idle', schema: idleSchema })?.data ?? null,
    login: readPart(directory, { name: 'login', schema: loginSchema })?.data ?? null,
    bodies: readPart(directory, bodies)?.data ?? null,
    large: readPart(directory, large)?.data ?? null,
    expensive: readPart(directory, expensive)?.data ?? null,
    populations: readPart(directory, { name: 'populations', schema: populationsSchema })?.data ?? null,
    limits: readPart(directory, LIMITS)?.data ?? null,
  };
}
