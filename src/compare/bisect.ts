/** Where a scenario broke: with the image of that place, or in steps too small to be told one by one. */
export interface Broken {
  readonly scenario: string;
  /** The last image that is surely as good as the first, and the first that is worse; not next to each other where it came in steps. */
  readonly good: number;
  readonly bad: number;
}

/** Compares two images of the list, in these scenarios (null: all), and gives those that are worse in the later one. */
export type Compare = (
  good: number,
  bad: number,
  scenarios: readonly string[] | null,
) => Promise<readonly string[]>;

/**
 * Names for each scenario that is worse in the last of `images` than in the first the first image that broke it, by halving. Each pair that is
 * named was compared itself, so a change that came in several small steps is not laid on one of them.
 */
export async function bisect(images: number, compare: Compare): Promise<Broken[]> {
  const narrow = async (good: number, bad: number, scenarios: readonly string[]): Promise<Broken[]> => {
    if (scenarios.length === 0) return [];
    const at = (place: number) => scenarios.map((scenario) => ({ scenario, good, bad: place }));
    if (bad - good === 1) return at(bad);
    const middle = Math.floor((good + bad) / 2);
    const early = await compare(good, middle, scenarios);
    const rest = scenarios.filter((name) => !early.includes(name));
    const late = rest.length === 0 ? [] : await compare(middle, bad, rest);
    const inSteps = rest.filter((name) => !late.includes(name));
    return [
      ...(await narrow(good, middle, early)),
      ...(await narrow(middle, bad, late)),
      ...at(bad).filter(({ scenario }) => inSteps.includes(scenario)),
    ];
  };
  const last = images - 1;
  return narrow(0, last, await compare(0, last, null));
}
