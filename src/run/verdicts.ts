import { relative } from 'node:path';
import { judgeAll, judgeRequests } from '../budget/judge';
import type { Profile } from '../budget/profile';
import { profileBefore, profilePath, readProfile, unusable } from '../budget/profile-file';
import { unprofiled } from '../budget/profile-gaps';
import { takeProfile } from '../budget/take-profile';
import { EXIT, type ExitCode, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import { type ServerName, serverKind } from '../containers/server';
import { type Results, type ScenarioResult, seriesKeyOf, type Verdict } from '../report/results';
import { SIZES } from '../report/series';
import type { Scenario } from '../scenario/scenario';
import { writeProfile } from './write-profile';
import { exitCodeOf } from './wrong-answers';

export interface JudgeWishes {
  readonly server: ServerName;
  readonly specs: readonly Scenario[];
  /** Another file than the server's in specs/profiles/. */
  readonly file?: string;
  /** The profile is taken anew from these results first; `because` says why it may cost more. */
  readonly update?: boolean;
  readonly because?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Growth too where there are too few sizes for it, which is then said. */
  readonly all?: boolean;
}

export interface RunVerdicts {
  readonly results: Results;
  readonly notes: readonly string[];
  readonly exitCodes: readonly ExitCode[];
}

/**
 * Judges a run: all of it where there are sizes to judge growth by; at one size its storage requests. Throws Failure
 * (exit code 2) for a profile that cannot be read or may not be written.
 */
export function verdictsOf(results: Results, wishes: JudgeWishes): RunVerdicts {
  const { server, specs, file, update = false } = wishes;
  const kind = serverKind(server);
  const names = specs.map(({ name }) => name);
  // A profile that is taken for the first time need not be there yet.
  const known = (update ? profileBefore : readProfile)(server, { file, scenarios: names });
  const { profile, notes } = update ? updated(results, wishes, known) : { profile: known, notes: [] };
  const judge = { specs, kind, profile };
  const isWhole = wishes.all === true || hasSizes(results);
  const few = wishes.all ? 'said' : 'left out';
  const judged = isWhole ? judgeAll(results, judge, few) : judgeRequests(results, judge);
  const missing = isWhole ? unprofiled(results, profile) : [];
  const lacking = missing.length === 0 ? null : unusable(file ?? profilePath(server), missing.join('\n'));
  const used = profile.taken === null ? null : (file ?? relative(ROOT, profilePath(server)));
  return {
    results: { ...judged.results, server: { ...judged.results.server, profile: used } },
    notes: [...notes, ...judged.notes, ...(lacking === null ? [] : [lacking.message])],
    exitCodes: [
      ...judged.results.scenarios.map((one) => exitCodeOf(wishes.all ? one : gating(results.run, one))),
      ...(lacking === null ? [] : [lacking.exitCode]),
    ],
  };
}

/** Takes and writes the profile of a run. */
function updated(
  results: Results,
  { specs, server, because, file, env }: JudgeWishes,
  old: Profile,
): { profile: Profile; notes: string[] } {
  if (results.run.finishedAt === null) throw brokenOff();
  const profile = takeProfile(results, specs, serverKind(server), old, because);
  writeProfile(profile, env, file);
  const path = file ?? relative(ROOT, profilePath(server));
  return { profile, notes: [`Written: ${path}. Read its difference before you commit it.`] };
}

function brokenOff(): Failure {
  return new Failure(EXIT.usage, {
    fact: 'No profile is taken of this run',
    cause: 'it was broken off, so its last scenario and what comes after are not whole',
    next: 'measure again: npx aerometer run --update',
  });
}

/** A whole gate must show growth, or say why it cannot; a study does where it has as many sizes, a quick run is not asked to. */
function hasSizes({ run, scenarios }: Results): boolean {
  if (run.mode === 'gate' && !run.quick) return true;
  const sizes = new Map<string, number>();
  for (const one of scenarios.filter(({ series }) => series !== 'sessions'))
    sizes.set(seriesKeyOf(one), (sizes.get(seriesKeyOf(one)) ?? 0) + 1);
  return [...sizes.values()].some((count) => count >= SIZES);
}

/** A study asks and does not gate: what one start of the gate's sizes leaves open is told, and is no reason to fail it. */
function gating(run: Results['run'], result: ScenarioResult): Pick<ScenarioResult, 'status' | 'verdicts'> {
  if (run.mode === 'gate') return result;
  const isOpen = ({ kind, outcome }: Verdict) =>
    kind === 'growth' && (outcome === 'inconclusive' || outcome === 'unfit');
  return { ...result, verdicts: result.verdicts.filter((verdict) => !isOpen(verdict)) };
}

/** A failure of judging must not cost what was measured: it is told beside the results. */
export function orUnjudged(results: Results, judge: () => RunVerdicts): RunVerdicts {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { results, notes: [error.message], exitCodes: [error.exitCode] };
  }
}
