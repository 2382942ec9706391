import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure } from '../config/failure';
import { ROOT } from '../config/root';
import alike from './meters.json';

/** All that decides what a gate measures. Judging, reports and the command line may change: records are for that. */
const DECIDES = [
  'docker',
  'fixtures',
  'specs',
  'src/agent',
  'src/containers',
  'src/imap',
  'src/mailbox',
  'src/meter',
  'src/run',
  'src/scenario',
];
const DOES_NOT = /\.(test|engine-test)\.ts$|\.md$|^specs\/profiles\//;

/** Sixteen hex digits that change when a file does that decides what is measured. */
export function meterKey(root = ROOT): string {
  const hash = createHash('sha256');
  for (const folder of DECIDES) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .filter((file) => !DOES_NOT.test(file))
      .sort();
    for (const file of files)
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

const alikeSchema = z.array(
  z.strictObject({
    /** What meterKey() gave. */
    meter: z.string().regex(/^[0-9a-f]{16}$/),
    /** What changed since the entry before, and why a command is measured as it was. */
    because: z.string().min(20),
  }),
);

/**
 * A change to those files may be one that no figure can show: a message, another way to be called. Somebody says so in meters.json, with
 * the reason, and gates recorded before and after it are of one kind. What all meters of that list are called; any other by its key.
 */
export function meterName(key: string, list: unknown = alike): string {
  const parsed = alikeSchema.safeParse(list);
  if (!parsed.success)
    throw new Failure(EXIT.usage, {
      fact: 'src/detection/meters.json is not what it must be',
      cause: z.prettifyError(parsed.error),
      next: 'correct it: a list of {"meter", "because"}',
    });
  const [first] = parsed.data;
  return first !== undefined && parsed.data.some(({ meter }) => meter === key) ? first.meter : key;
}
