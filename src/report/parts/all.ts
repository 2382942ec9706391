import { LIMITS } from './limits';
import type { Part } from './part';

/** Every part of a study that is measured, in the order of the report. */
export const PARTS: readonly Part<unknown>[] = [LIMITS];
