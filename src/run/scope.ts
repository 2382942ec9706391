import { join } from 'node:path';
import type { RunOptions } from '../config/config';
import { ROOT } from '../config/root';
import type { MailboxSpec } from '../mailbox/choose';
import { loadScenarios } from '../scenario/registry';
import type { Scenario } from '../scenario/scenario';

export interface Scope {
  readonly scenarios: readonly Scenario[];
  readonly mailboxes: readonly MailboxSpec[];
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

/** Which scenarios on which mailboxes. The specs are loaded, not run, so that a mistake in one shows before anything starts. */
export function scopeOf(options: RunOptions): Scope {
  const all = loadScenarios(join(ROOT, 'dist', 'specs'));
  const scenarios = all.filter(
    ({ name, family }) =>
      (options.scenario === undefined || name === options.scenario) &&
      (options.families.length === 0 || options.families.includes(family)),
  );
  return { scenarios, mailboxes: mailboxesOf(options) };
}

function mailboxesOf({ mbox, maildir, sizes, seed }: RunOptions): MailboxSpec[] {
  if (mbox) return [{ kind: 'mbox', file: mbox }];
  if (maildir) return [{ kind: 'maildir', dir: maildir }];
  if (sizes) return sizes.map((messages) => ({ kind: 'dataset', messages, seed }));
  return [{ kind: 'dataset', seed }];
}
