import { readFileSync } from 'node:fs';
import type { Target } from '../../agent/protocol';
import { Missing } from './instrument';

/** Throws Missing where the load's process is not this host's: the engine is elsewhere, or in a VM. */
export function mustBeVisible({ id, pid }: Target): void {
  let text = '';
  try {
    text = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  } catch {
    // no such process here, or no /proc at all
  }
  if (!text.includes(id)) throw new Missing("the engine's processes cannot be seen from this host");
}
