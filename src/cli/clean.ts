import type { Command } from 'commander';
import type Docker from 'dockerode';
import { EXIT, Failure } from '../config/failure';
import { connect, NoEngine, noEngineFailure } from '../engine/connect';
import { lockHolder, removeDeadLock } from '../engine/lock';
import { sweepImages, sweepRuns, sweepSnapshots } from '../engine/sweep';
import type { Context } from './context';

export function addClean(program: Command, context: Context): void {
  program
    .command('clean')
    .description('remove everything that runs have left on the engine')
    .option('--keep-cache', 'but not what makes the next run fast: images built here and seeded mailboxes')
    .action(async ({ keepCache = false }: { keepCache?: boolean }) => {
      for (const line of await clean(await engine(), keepCache)) context.say(line);
      context.exit(EXIT.ok);
    });
}

async function engine(): Promise<Docker> {
  try {
    return (await connect()).docker;
  } catch (error) {
    if (error instanceof NoEngine)
      throw noEngineFailure(error, 'what is to be removed is on an engine that is down');
    throw error;
  }
}

/** Removes what runs left and says what that was. Throws Failure (exit code 3) while a run is using the engine. */
export async function clean(docker: Docker, keepCache: boolean): Promise<string[]> {
  const holder = await lockHolder(docker);
  if (holder !== null) {
    throw new Failure(EXIT.machine, {
      fact: 'A run of aerometer is using this engine',
      cause: `it belongs to ${holder}; clean would remove its containers`,
      next: 'wait for it to end or stop it with Ctrl-C, then clean',
    });
  }
  const locks = await removeDeadLock(docker);
  const { containers, networks, volumes } = await sweepRuns(docker, null);
  const removed = [
    ...amount(containers + locks, 'container'),
    ...amount(networks, 'network'),
    ...amount(volumes, 'volume'),
  ];
  if (!keepCache) {
    removed.push(...amount(await sweepSnapshots(docker), 'seeded mailbox', 'seeded mailboxes'));
    removed.push(...(await sweepImages(docker)).map((name) => `image ${name}`));
  }
  return removed.length === 0 ? ['Nothing to remove.'] : removed.map((what) => `Removed ${what}.`);
}

function amount(count: number, one: string, many = `${one}s`): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}
