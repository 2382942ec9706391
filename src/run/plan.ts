import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Planted } from '../config/config';
import type { ExitCode } from '../config/failure';
import type { OwnServer } from '../config/own-server';
import { describeOwn, type ServerName } from '../containers/server';
import type { StackWishes } from '../containers/stack';
import type { Suspects } from '../difference/decide';
import type { MailboxSpec } from '../mailbox/choose';
import { writeWhole } from '../report/atomic';
import type { Family } from '../scenario/scenario';

/** A mailbox, and the user whose INBOX it is; null: the measured one. */
export interface PlannedMailbox {
  readonly user: string | null;
  readonly spec: MailboxSpec;
}

/** What the parent process decided and the Jest process carries out; it travels as a file in the run's directory. */
export interface Plan {
  readonly directory: string;
  readonly server: ServerName;
  readonly stack: Omit<StackWishes, 'docker' | 'kind' | 'say'>;
  /** The first is the measured user's. */
  readonly mailboxes: readonly PlannedMailbox[];
  /** Whether each scenario is measured at its sizes in the gate (src/scenario/sizes.ts), or on the one mailbox. */
  readonly gateSizes: boolean;
  /** A study's parts to measure instead of scenarios: their files in specs/study/. Empty: scenarios. */
  readonly parts: readonly string[];
  /** Less of each part, or nothing, in --quick. */
  readonly quick: boolean;
  /** Names of the scenarios to measure. */
  readonly scenarios: readonly string[];
  /** Server starts a scenario, and steady executions after the first of each start. */
  readonly starts: number;
  readonly steady: number;
  /** In a comparison the other server: each scenario is measured on both in turn, at every other of its sizes, the largest among them. */
  readonly head: (Pick<Plan, 'directory' | 'server' | 'stack'> & Pairs) | null;
  /** Whether a scenario whose verdicts are open gets further starts (src/budget/alpha.ts). */
  readonly stages: boolean;
  /** Another profile than the server's in specs/profiles/; null: that. */
  readonly profile: string | null;
  /** Families that are also run once with CPU and RSS noted over time, for plots. */
  readonly timelines: readonly Family[];
  /** Image of the calibrator; null where CPU time is shown and not judged. */
  readonly calibrator: string | null;
  /** The user's own server and spec files, where there are any. */
  readonly own?: OwnServer;
  readonly specs?: readonly string[];
  /** What the detection bench plants; null in every other run. */
  readonly planted: Planted | null;
  /** Containers are left running at the end. */
  readonly keep: boolean;
  /** CPUs the server may use. */
  readonly cpus: number;
}

export interface Pairs {
  /** Pairs of server starts after which it ends where more would change nothing; after the last of them it ends. */
  readonly looks: readonly number[];
  /** What may differ: only series with such a claim are measured. null: all of them. */
  readonly suspects: Suspects | null;
}

export const PLAN_ENV = 'AEROMETER_PLAN';
/** File descriptor on which the Jest process tells the parent what it does, a JSON object a line. */
export const EVENTS_FD = 3;

export type RunEvent =
  | { readonly event: 'start'; readonly name: string }
  | { readonly event: 'done'; readonly name: string; readonly text: string }
  | { readonly event: 'note'; readonly text: string }
  /** What the calibrator took, ms. */
  | { readonly event: 'calibrated'; readonly cpuMs: number }
  /** Nothing more can be measured or kept: the parent ends the Jest process. */
  | {
      readonly event: 'over';
      readonly fact: string;
      readonly cause: string;
      readonly next: string;
      readonly exitCode: ExitCode;
    }
  | {
      readonly event: 'time';
      readonly atWorkMs: number;
      readonly settlingMs: number;
      readonly startingMs: number;
    };

export function savePlan(plan: Plan): string {
  const path = join(plan.directory, 'plan.json');
  writeWhole(path, JSON.stringify(plan));
  return path;
}

export function loadPlan(): Plan {
  const path = process.env[PLAN_ENV];
  if (!path) throw new Error('specs are measured through `aerometer run` or `npm test`; see README');
  const plan = JSON.parse(readFileSync(path, 'utf8')) as Plan;
  if (plan.own) describeOwn(plan.own);
  return plan;
}
