import { z } from 'zod';
import type { Reading } from '../../agent/protocol';

/**
 * What all processes of the server hold at a moment, bytes; null where it could not be taken. RSS counts shared pages once
 * a process, PSS divides them among those who share them.
 */
export const heldSchema = z.strictObject({
  rssBytes: z.number().nullable(),
  pssBytes: z.number().nullable(),
  anonBytes: z.number().nullable(),
});

export type Held = z.infer<typeof heldSchema>;

/** What a reading says of it. */
export function heldIn({ processes, anonBytes }: Pick<Reading, 'processes' | 'anonBytes'>): Held {
  if (processes === null) return { rssBytes: null, pssBytes: null, anonBytes: anonBytes ?? null };
  return {
    rssBytes: sumOf(processes.map(({ rss }) => rss)),
    pssBytes: sumOf(processes.map(({ pss }) => pss)),
    anonBytes: sumOf(processes.map(({ anon }) => anon)),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}
