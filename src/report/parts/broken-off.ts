import { z } from 'zod';
import { clip } from '../escape';
import type { Block } from '../section';

/** What a server did not survive or refused, in a part that went on without it: a finding, not an error of the part. */
export const brokenOffSchema = z.strictObject({
  /** What was measured at that moment, e.g. `FETCH 1:* BODY.PEEK[] of 512 mails`. */
  what: z.string().min(1),
  reason: z.string().min(1),
  /** The server's last log lines. */
  log: z.array(z.string()),
});

export type BrokenOff = z.infer<typeof brokenOffSchema>;

/** What went wrong, for the foot of a section; nothing where nothing did. */
export function brokenOffBlocks(all: readonly BrokenOff[]): Block[] {
  if (all.length === 0) return [];
  const items = all.map(({ what, reason, log }) => {
    const last = log.filter((line) => line.trim() !== '').at(-1);
    return `${what}: ${reason}${last === undefined ? '' : `; its last words: ${clip(last, 200)}`}`;
  });
  return [
    { kind: 'paragraph', text: 'Not everything could be measured; the figures up to there are kept.' },
    { kind: 'list', items },
  ];
}
