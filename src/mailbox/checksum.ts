import { createHash } from 'node:crypto';
import type { Mail } from './mailbox';

/** SHA-256 (hex) over mails in order: of each its size, internal date and flags, then its bytes. */
export function checksumOf(mails: Iterable<Mail>): string {
  const hash = createHash('sha256');
  for (const { bytes, internalDate, flags } of mails) {
    hash.update(`${bytes.length} ${internalDate.toISOString()} ${flags.join(' ')}\n`).update(bytes);
  }
  return hash.digest('hex');
}
