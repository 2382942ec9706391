/** What one sample measures. Each is null where it could not be taken, and `sources` then holds the reason. */
export const FIGURES = [
  'cpuMs',
  'startRssBytes',
  'peakRssBytes',
  'retainedRssBytes',
  'anonBytes',
  'pssBytes',
  'wallMs',
  'requests',
  'storageBytes',
] as const;
export type FigureName = (typeof FIGURES)[number];

/** What executions between two readings cost: ms, bytes, requests of each endpoint (`s3:GetObject`). */
export interface Cost {
  readonly cpuMs: number | null;
  readonly startRssBytes: number | null;
  /** Above `startRssBytes`. */
  readonly peakRssBytes: number | null;
  /** RSS afterwards less RSS before; negative where the server gave memory back. */
  readonly retainedRssBytes: number | null;
  readonly anonBytes: number | null;
  readonly pssBytes: number | null;
  readonly requests: Record<string, number> | null;
  readonly storageBytes: { readonly in: number; readonly out: number } | null;
  /** Where each figure came from; for a null figure, why there is none. */
  readonly sources: Partial<Record<FigureName, string>>;
  /** The error of a figure, plus or minus, in its own unit. */
  readonly bounds: Partial<Record<FigureName, number>>;
}
