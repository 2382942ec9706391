import { type Answer, answerOf } from './answer/answer';
import { readInputs } from './answer/inputs';
import { type Results, readResults } from './results';
import { readStudy, type StudyPart } from './study';

/** All that the reports of a run are made of. */
export interface Report {
  readonly results: Results;
  /** Those of a study, in order. */
  readonly parts: readonly StudyPart[];
  /** null: a gate asks no such question, and a run without any part of the study knows nothing of it. */
  readonly answer: Answer | null;
}

/** Reads a run's directory. Throws Failure (exit code 2) for what is damaged. */
export function readReport(directory: string): Report {
  const results = readResults(directory);
  const inputs = readInputs(directory);
  const isStudy = results.run.mode === 'study' && Object.values(inputs).some((part) => part !== null);
  const answer = isStudy ? answerOf(results, inputs) : null;
  return { results, parts: readStudy(directory, results), answer };
}
