import { oneLine } from './escape';
import { type Findings, outcomeCounts, verdictCounts } from './facts';
import type { Judged } from './parts/part';
import type { StudyPart } from './study';
import { count } from './units';
import { verdictText } from './verdict-text';

/** Why nothing of this changes how a study ends; said wherever these verdicts are. */
export const NO_GATE = 'a study asks and does not gate, so its exit code is the same with these or without';

/** A part, and what in it is over budget. */
export interface PartFails {
  /** "The command log, replayed" */
  readonly title: string;
  /** What was counted of each, with its limit. */
  readonly fails: readonly string[];
  /** Why they may not cost more, each reason once. */
  readonly because: readonly string[];
}

/** "replay: 14 fail, 213 pass", a part each; empty where no part has verdicts. */
export function partCounts(parts: readonly StudyPart[]): string {
  return parts
    .flatMap((part) => {
      const outcomes = judgedIn(part).flatMap(({ verdicts }) => verdicts.map(({ outcome }) => outcome));
      return outcomes.length === 0 ? [] : [`${part.name}: ${outcomeCounts(outcomes)}`];
    })
    .join('; ');
}

/** "83 inconclusive, 537 pass; replay: 14 fail": of the commands and of the parts. */
export function allCounts(found: Findings, parts: readonly StudyPart[]): string {
  return [verdictCounts(found), partCounts(parts)].filter((text) => text !== '').join('; ');
}

/** What is over budget inside the parts; what fails alike is told once. */
export function partFails(parts: readonly StudyPart[]): PartFails[] {
  return parts.flatMap((part) => {
    const over = judgedIn(part).flatMap(({ name, verdicts }) =>
      verdicts.filter(({ outcome }) => outcome === 'fail').map((verdict) => ({ name, verdict })),
    );
    const times = new Map<string, number>();
    for (const { name, verdict } of over) {
      const line = `${oneLine(name)}: ${verdictText({ ...verdict, because: '' })}`;
      times.set(line, (times.get(line) ?? 0) + 1);
    }
    const fails = [...times].map(([line, n]) => (n === 1 ? line : `${line} (${count(n)} times)`));
    const because = [...new Set(over.map(({ verdict }) => oneLine(verdict.because)))];
    return fails.length === 0 ? [] : [{ title: part.title, fails, because }];
  });
}

/** What stands below such a list. */
export function aboutFails({ because }: PartFails): string {
  return `Why no more: ${because.join('; ')}. Here ${NO_GATE}.`;
}

function judgedIn(part: StudyPart): readonly Judged[] {
  return part.state === 'shown' ? part.judged : [];
}
