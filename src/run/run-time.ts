import type { RunTime } from '../report/schema';
import type { Scope } from './scope';

/** A step that took less was measured before the run was resumed, all or most of it. */
const RESUMED_MINUTES = 1;

/**
 * What of a run of several mailboxes begins, and how long all that is left takes: as with maddy, or with a slower or faster server by
 * what the steps so far `took`, minutes. Steps that a resumed run has behind it take no time and tell nothing.
 */
export function stepText(
  { mailboxes, scenarios }: Pick<Scope, 'mailboxes' | 'scenarios'>,
  at: number,
  took: readonly number[] = [],
): string {
  const { mailboxes: filled = [], parts = [], gateSizes } = mailboxes[at] ?? {};
  const where = gateSizes || filled.length > 1 ? "the gate's mailboxes" : (filled[0]?.mailbox.name ?? '');
  const what = parts.length > 0 ? `the parts ${parts.join(', ')}` : `${scenarios.length} scenarios`;
  const usual = (steps: typeof mailboxes) => steps.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
  const left = usual(mailboxes.slice(at));
  const measured = mailboxes.slice(0, at).filter((_, step) => (took[step] ?? 0) >= RESUMED_MINUTES);
  const spent = took.filter((minutes) => minutes >= RESUMED_MINUTES).reduce((sum, each) => sum + each, 0);
  const pace = usual(measured) > 0 ? spent / usual(measured) : null;
  const how = pace === null ? `usually takes ${left}` : `takes about ${Math.round(left * pace)}`;
  return `Step ${at + 1} of ${mailboxes.length}: ${what} on ${where}${left > 0 ? `; all that is left ${how} min` : ''}.`;
}

/** A resumed run's time is that of all its sessions; one that was killed has left none. */
export function bothTimes(before: RunTime | null, now: RunTime): RunTime {
  if (before === null) return now;
  return {
    atWorkMs: before.atWorkMs + now.atWorkMs,
    settlingMs: before.settlingMs + now.settlingMs,
    startingMs: before.startingMs + now.startingMs,
    otherMs: before.otherMs + now.otherMs,
  };
}
