/** The part of jstat that is used; it comes without types. */
declare module 'jstat' {
  export const studentt: { inv(probability: number, degreesOfFreedom: number): number };
  export const centralF: { inv(probability: number, df1: number, df2: number): number };
}
