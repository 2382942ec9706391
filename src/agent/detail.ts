import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rollup } from './processes';

/** "nobody" on every Linux: any user but ours will do. */
const ANOTHER_USER = 65534;

/**
 * Why PSS and anonymous memory cannot be read of a process that runs as another user, or null where they can: it takes
 * SYS_PTRACE (ptrace(2), "Ptrace access mode checking"). Tried on a child of our own.
 */
export async function whyNoDetail(): Promise<string | null> {
  const child = spawn('cat', { uid: ANOTHER_USER, gid: ANOTHER_USER, stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    await once(child, 'spawn');
    const file = `/proc/${child.pid}/smaps_rollup`;
    return rollup(readFileSync(file, 'utf8')) === null ? `${file} holds no sums` : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    child.kill();
  }
}
