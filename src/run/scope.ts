import { join } from 'node:path';
import type { RunOptions } from '../config/config';
import { ROOT } from '../config/root';
import { type MailboxSpec, mailboxOf } from '../mailbox/choose';
import type { Mailbox } from '../mailbox/mailbox';
import { loadScenarios } from '../scenario/registry';
import type { Scenario } from '../scenario/scenario';

export interface Scope {
  readonly scenarios: readonly Scenario[];
  readonly mailboxes: readonly Chosen[];
}

/** A mailbox, and what was asked for: the latter travels to the process that measures. */
export interface Chosen {
  readonly spec: MailboxSpec;
  readonly mailbox: Mailbox;
}

/** How often each scenario is measured. */
export interface Choice {
  readonly starts: number;
  readonly steady: number;
  /** Whether a picture over time is taken of each family. */
  readonly timelines: boolean;
}

/** Three starts give memory its three fresh servers, and CPU six steady readings over three starts. */
const WHOLE: Choice = { starts: 3, steady: 2, timelines: true };
const QUICK: Choice = { starts: 1, steady: 2, timelines: false };

export function choiceOf({ quick, mode }: Pick<RunOptions, 'quick' | 'mode'>): Choice {
  return quick || mode === 'gate' ? QUICK : WHOLE;
}

/**
 * Which scenarios on which mailboxes. Specs are loaded and a user's own mail is read here, so that what is wrong with
 * them shows before anything starts. Throws Failure (exit code 2).
 */
export function scopeOf(options: RunOptions): Scope {
  const all = loadScenarios(join(ROOT, 'dist', 'specs'));
  const scenarios = all.filter(
    ({ name, family }) =>
      (options.scenario === undefined || name === options.scenario) &&
      (options.families.length === 0 || options.families.includes(family)),
  );
  return { scenarios, mailboxes: specsOf(options).map((spec) => ({ spec, mailbox: mailboxOf(spec) })) };
}

function specsOf({ mbox, maildir, sizes, seed }: RunOptions): MailboxSpec[] {
  if (mbox) return [{ kind: 'mbox', file: mbox }];
  if (maildir) return [{ kind: 'maildir', dir: maildir }];
  if (sizes) return sizes.map((messages) => ({ kind: 'dataset', messages, seed }));
  return [{ kind: 'dataset', seed }];
}
