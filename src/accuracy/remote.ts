import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { RESULTS } from '../config/root';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import { lock } from '../engine/lock';
import { SecondEngine, whyNoSecondEngine } from '../engine/second-engine';
import { obtain } from '../images/obtain';
import { type ImageName, RECIPES } from '../images/recipes';
import { type AccuracyOptions, type AccuracyOutcome, runAccuracy } from './accuracy';

const NEEDED: readonly ImageName[] = ['probe', 'garage', 'reference'];

/**
 * The short accuracy run on an engine that is reached over TCP at an address which is not loopback: a second dockerd in a
 * network namespace, to which the images are copied. Nothing of it stays. Throws Failure for what stops it.
 */
export async function runRemote(
  options: Omit<AccuracyOptions, 'short'>,
  { say }: { say(line: string): void },
): Promise<AccuracyOutcome> {
  const reason = whyNoSecondEngine();
  if (reason !== null) throw impossible(reason);
  const { docker } = await ensureEngine({ say, ask: terminalQuestion() });
  const refs: string[] = [];
  for (const name of NEEDED) refs.push((await obtain(docker, RECIPES[name], { say })).ref);
  // Both engines run on the same CPUs.
  const waitMs = options.waitSeconds * 1000;
  const held = await lock(docker, refs[0] as string, { run: Date.now().toString(36), waitMs, say });
  try {
    say('Starting a second dockerd and copying the images to it (about 1 GB of disk until it ends).');
    await using there = await SecondEngine.start();
    await there.carry(docker, refs);
    say(`It answers at ${there.url}.`);
    process.env.DOCKER_HOST = there.url;
    for (const name of ['DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH']) delete process.env[name];
    const out = options.out ?? join(RESULTS, 'remote');
    return await runAccuracy({ ...options, out, short: true }, { say });
  } finally {
    await held.release();
  }
}

function impossible(cause: string): Failure {
  return new Failure(EXIT.machine, {
    fact: 'No second engine can be started here',
    cause,
    next: 'run it as root on Linux with docker.io, iproute2 and util-linux; or name a remote engine: DOCKER_HOST=tcp://... npm run accuracy -- --short',
  });
}
