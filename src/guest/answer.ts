import { z } from 'zod';
import { accuracySchema } from '../accuracy/schema';
import { EXIT, Failure } from '../config/failure';

/** Files of /proc and /sys as a container's cgroup and processes show them, by path, ids shortened. */
export type Samples = Readonly<Record<string, string>>;

/** What the guest answers: one JSON object. */
export const answerSchema = z.strictObject({
  accuracy: accuracySchema.nullable(),
  /** Why there is no accuracy, in the words of the guest; null when there is. */
  failed: z.string().nullable(),
  samples: z.record(z.string(), z.string()),
});
export type Answer = z.infer<typeof answerSchema>;

/** Throws Failure with the last lines of the guest's console when what it answered is no answer. */
export function answerOf(text: string, console: readonly string[]): Answer {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch (error) {
    const cause =
      text === ''
        ? 'it ended without an answer'
        : `its answer is not in the form: ${String(error).slice(0, 500)}`;
    throw new Failure(EXIT.unmeasured, {
      fact: 'The guest did not say what it measured',
      cause: `${cause}; the last lines of its console:\n    ${console.slice(-12).join('\n    ')}`,
      next: 'run it again; a slow machine can raise deadlines with AEROMETER_PATIENCE=2 (a factor)',
    });
  }
}
