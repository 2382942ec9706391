import type { Results } from '../results';
import type { Section } from '../section';
import { LIMITS } from './limits';
import type { Part } from './part';

/** What a study's report tells besides what was measured: it needs no record. */
export interface Stated {
  readonly name: string;
  readonly title: string;
  section(results: Results): Section;
}

/** Every part of a study, in the order of the report. */
export const PARTS: readonly (Part<unknown> | Stated)[] = [LIMITS];
