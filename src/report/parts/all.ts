import type { Results } from '../results';
import type { Section } from '../section';
import { bodies } from './bodies';
import { datasetsSection } from './datasets';
import { expensive } from './expensive';
import { idle } from './idle';
import { large } from './large';
import { LIMITS } from './limits';
import { login } from './login';
import type { Part } from './part';
import { populations } from './populations';
import { REPLAY } from './replay';

/** What a study's report tells besides what was measured: it needs no record. */
export interface Stated {
  readonly name: string;
  readonly title: string;
  section(results: Results): Section;
}

const DATASETS: Stated = {
  name: 'datasets',
  title: 'The two datasets: mails and commands',
  section: datasetsSection,
};

/** Every part of a study, in the order of the report. */
export const PARTS: readonly (Part<unknown> | Stated)[] = [
  DATASETS,
  REPLAY,
  bodies,
  login,
  idle,
  populations,
  expensive,
  large,
  LIMITS,
];
