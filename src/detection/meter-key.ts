import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root';

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
