/** The part of jStat that is used; the package has no types. */
declare module 'jstat' {
  export const jStat: {
    /** Arithmetic mean. */
    mean(values: readonly number[]): number;
    /** Standard deviation of these values as a whole population, divided by their number. */
    stdev(values: readonly number[]): number;
    /** Each value less the one before it. */
    diff(values: readonly number[]): number[];
    /** Student's t distribution: its quantile at `p` with `freedom` degrees of freedom. */
    readonly studentt: { inv(p: number, freedom: number): number; cdf(t: number, freedom: number): number };
    /** The F distribution: its quantile at `p` with `df1` and `df2` degrees of freedom. */
    readonly centralF: { inv(p: number, df1: number, df2: number): number };
  };
}
