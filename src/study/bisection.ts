/** A limit and whether all survived under it. */
export interface Step {
  readonly limit: number;
  readonly survived: boolean;
}

/**
 * The smallest limit that survives, by bisection of the ratio between a limit that certainly fails and one that should survive.
 * At most so many tries; whoever asks knows by the steps what is left between them. null: even the largest does not.
 */
export async function bisect(
  { fails, survives, steps }: { readonly fails: number; readonly survives: number; readonly steps: number },
  survived: (limit: number) => Promise<boolean>,
): Promise<{ found: number | null; steps: Step[] }> {
  const taken: Step[] = [];
  const tries = async (limit: number) => {
    const step = { limit, survived: await survived(limit) };
    taken.push(step);
    return step.survived;
  };
  let [low, high] = [fails, survives];
  if (!(await tries(high))) return { found: null, steps: taken };
  while (taken.length < steps) {
    const middle = Math.round(Math.sqrt(low * high));
    if (middle <= low || middle >= high) break;
    if (await tries(middle)) high = middle;
    else low = middle;
  }
  return { found: high, steps: taken };
}
