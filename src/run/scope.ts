import { join } from 'node:path';
import { LEAST_TO_FAIL, STAGES } from '../budget/alpha';
import type { RunOptions } from '../config/config';
import { unknown } from '../config/config-nearest';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { type MailboxSpec, mailboxOf } from '../mailbox/choose';
import type { Owned } from '../mailbox/prepare';
import { loadOwn } from '../scenario/own';
import { loadScenarios } from '../scenario/registry';
import type { Scenario } from '../scenario/scenario';
import { GATE_MAILBOXES, ownerOf, specOf } from '../scenario/sizes';
import type { PlannedMailbox } from './plan';
import { inShard } from './shard';

export interface Scope {
  /** Every scenario of specs/, and those of them that were asked for. */
  readonly all: readonly Scenario[];
  readonly scenarios: readonly Scenario[];
  readonly mailboxes: readonly Chosen[];
}

/** What is seeded together: one mailbox, or all of the gate, each with a user of its own. */
export interface Chosen {
  readonly mailboxes: readonly (Owned & PlannedMailbox)[];
  readonly gateSizes: boolean;
  /** Parts of the study that are measured on it, instead of scenarios. */
  readonly parts?: readonly string[];
  /** What it took of the reference study of maddy (2 cores); others take longer or shorter, and it is said as usual. */
  readonly minutes?: number;
  /** How often scenarios are measured on it, where that is not as in the rest of the run. */
  readonly choice?: Partial<Choice>;
}

/** How often each scenario is measured. */
export interface Choice {
  readonly starts: number;
  readonly steady: number;
  /** Whether a picture over time is taken of each family. */
  readonly timelines: boolean;
  /** Whether open verdicts ask for further starts. */
  readonly stages: boolean;
}

/** Three starts give memory its three fresh servers, and CPU six steady readings over three starts. */
const WHOLE: Choice = { starts: LEAST_TO_FAIL, steady: 2, timelines: true, stages: false };
/** One start of one mailbox tells answers and requests, which need no statistics. */
const QUICK: Choice = { starts: 1, steady: 2, timelines: false, stages: false };
/** Six sizes give CPU six readings a start. */
const GATE: Choice = { starts: STAGES[0], steady: 1, timelines: false, stages: true };
/** A profile is held against every later gate, so it is taken from more starts than most have; and from a fixed number. */
const UPDATE: Choice = { ...GATE, starts: STAGES[2], stages: false };

/** What is planted is caught or not by starts that are resampled, so each scenario gets as many as may fail it. */
const PLANTED: Choice = { ...GATE, starts: LEAST_TO_FAIL, stages: false };

/** What costs minutes, in a study. */
const ONCE: Partial<Choice> = { starts: 1, steady: 1 };
/** Growth is a fact of a study too: as many starts as may fail it, and no more, whatever is left open. */
const GROWTH: Partial<Choice> = { starts: LEAST_TO_FAIL, steady: 1, timelines: false };
/** Messages of the larger mailbox of a study: the seed's inbox has about that many. */
const LARGE = 2000;
/** Parts of the study (specs/study/) on the dataset, and those that need the gate's mailboxes. */
const DATASET_PARTS: readonly string[] = [
  'replay',
  'login',
  'idle',
  'populations',
  'expensive',
  'large',
  'limits',
];
const GATE_PARTS: readonly string[] = ['bodies'];

export function choiceOf({
  quick,
  mode,
  update,
  planted,
}: Pick<RunOptions, 'quick' | 'mode' | 'update' | 'planted'>): Choice {
  if (quick) return QUICK;
  if (mode === 'study') return WHOLE;
  if (planted) return PLANTED;
  return update ? UPDATE : GATE;
}

/**
 * Which scenarios on which mailboxes. Specs are loaded and a user's own mail is read here, so that what is wrong with
 * them shows before anything starts. Throws Failure (exit code 2).
 */
export function scopeOf(options: RunOptions): Scope {
  loadScenarios(join(ROOT, 'dist', 'specs'));
  const all = loadOwn(options.specs ?? []);
  const wanted = all.filter(
    ({ name, family }) =>
      (options.scenario === undefined || name === options.scenario) &&
      (options.families.length === 0 || options.families.includes(family)) &&
      (!options.planted?.scenarios.length || options.planted.scenarios.includes(name)),
  );
  const scenarios = options.shard === undefined ? wanted : inShard(wanted, options, options.shard);
  return { all, scenarios, mailboxes: chosenOf(options) };
}

/** What is seeded, one after the other. Throws Failure (exit code 2). */
export function chosenOf(options: RunOptions): Chosen[] {
  const { mbox, maildir, sizes, mailbox, seed, mode, quick } = options;
  const alone = (spec: MailboxSpec): Chosen => ({ mailboxes: [owned(null, spec)], gateSizes: false });
  const gate: Chosen = {
    mailboxes: GATE_MAILBOXES.map((filled) => owned(ownerOf(filled), specOf(filled, seed))),
    gateSizes: true,
  };
  if (mbox) return [alone({ kind: 'mbox', file: mbox })];
  if (maildir) return [alone({ kind: 'maildir', dir: maildir })];
  if (mailbox) return [alone({ kind: mailbox, seed })];
  if (sizes) return sizes.map((messages) => alone({ kind: 'dataset', messages, seed }));
  const dataset = alone({ kind: 'dataset', seed });
  if (mode === 'gate') return quick ? [dataset] : [gate];
  if (options.parts) return onlyParts(options.parts, dataset, gate);
  if (options.scenario !== undefined || options.families.length > 0) return [dataset];
  const parts = { ...dataset, parts: DATASET_PARTS };
  const withParts = (chosen: Chosen) => (chosen.parts?.length === 0 ? [] : [chosen]);
  if (quick) return [dataset, ...withParts(parts)];
  const large = alone({ kind: 'dataset', messages: LARGE, seed });
  return [
    { ...dataset, minutes: 8 },
    { ...large, choice: ONCE, minutes: 9 },
    ...withParts({ ...parts, minutes: 14 }),
    { ...gate, choice: GROWTH, minutes: 11 },
    ...withParts({ ...gate, gateSizes: false, parts: GATE_PARTS, minutes: 4 }),
  ];
}

/** Throws Failure (exit code 2) for a part that there is not. */
function onlyParts(names: readonly string[], dataset: Chosen, gate: Chosen): Chosen[] {
  const known = [...DATASET_PARTS, ...GATE_PARTS];
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new Failure(EXIT.usage, {
      fact: `--part ${name} cannot be measured`,
      cause: unknown('part', name, known),
      next: 'correct it; specs/study/ has the parts',
    });
  }
  const of = (parts: readonly string[]) => names.filter((name) => parts.includes(name));
  return [
    { ...dataset, parts: of(DATASET_PARTS) },
    { ...gate, gateSizes: false, parts: of(GATE_PARTS) },
  ].filter(({ parts }) => parts.length > 0);
}

function owned(user: string | null, spec: MailboxSpec): Chosen['mailboxes'][number] {
  return { user, spec, mailbox: mailboxOf(spec) };
}
