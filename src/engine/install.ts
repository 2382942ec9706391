import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What decides whether packages may be installed; tests give another. */
export interface Machine {
  readonly platform: string;
  /** null where there are no user ids. */
  readonly uid: number | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The content of /etc/os-release; empty where there is none. */
  readonly osRelease: string;
  has(program: string): boolean;
}

export function thisMachine(): Machine {
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    env: process.env,
    osRelease: osRelease(),
    has: (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  };
}

/** Why packages may not be installed on this machine; null where they may. */
export function whyNotInstall({ uid, env, osRelease, has }: Machine): string | null {
  if (env.AEROMETER_NO_INSTALL === '1') return 'AEROMETER_NO_INSTALL=1 forbids installing it';
  if (uid !== 0) return 'only root can install it';
  const debian = /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(osRelease) && has('apt-get');
  return debian ? null : 'it is installed by itself only on Debian and Ubuntu';
}

function osRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
