/** The part of jStat that is used; the package has no types. */
declare module 'jstat' {
  export const jStat: {
    /** Student's t distribution: its quantile at `p` with `freedom` degrees of freedom. */
    readonly studentt: { inv(p: number, freedom: number): number };
  };
}
