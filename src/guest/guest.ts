import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AccuracyOutcome, commit, report } from '../accuracy/accuracy';
import type { RunOptions } from '../config/config';
import { EXIT, Failure } from '../config/failure';
import { RESULTS } from '../config/root';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import type { Engine } from '../engine/connect';
import { labelsOf } from '../engine/labels';
import { lock } from '../engine/lock';
import { sweepRuns } from '../engine/sweep';
import { obtain } from '../images/obtain';
import { spoken } from '../images/progress';
import { type ImageName, RECIPES } from '../images/recipes';
import { writeWhole } from '../report/atomic';
import { onInterrupt } from '../run/interrupt';
import { answerOf } from './answer';
import { boot } from './boot';
import { consoleLine } from './console';
import { packWork, saveImages } from './pack';
import { GUEST } from './recipe';
import type { GuestSettings } from './settings';

export interface GuestOptions extends Pick<RunOptions, 'waitSeconds' | 'out' | 'command'>, GuestSettings {}

/** Images that the accuracy run needs in the guest. */
const INSIDE: readonly ImageName[] = ['probe', 'garage', 'reference'];

/**
 * The short accuracy run on a real cgroup v2 hierarchy: in an emulated Debian, on whatever engine this is. Writes
 * accuracy-cgroup2.json and, for the fixtures of src/agent, what the agent sees of a container there. Throws Failure for
 * what stops it.
 */
export async function runInGuest(
  options: GuestOptions,
  { say }: { say(line: string): void },
): Promise<AccuracyOutcome> {
  const engine = await ensureEngine({ say, ask: terminalQuestion() });
  mustBeAmd64(engine);
  const { docker } = engine;
  const interrupt = onInterrupt(say);
  const { signal } = interrupt;
  const folder = mkdtempSync(join(tmpdir(), 'aerometer-guest-'));
  try {
    const image = async (name: ImageName) => (await obtain(docker, RECIPES[name], { say, signal })).ref;
    const guest = (await obtain(docker, GUEST, { say, signal })).ref;
    const inside: string[] = [];
    for (const name of INSIDE) inside.push(await image(name));
    const run = Date.now().toString(36);
    const held = await lock(docker, inside[0] as string, {
      run,
      waitMs: options.waitSeconds * 1000,
      say,
      signal,
    });
    try {
      say(
        'Packing this project and its images for the guest (about 800 MB of disk until it ends, usually 20 s).',
      );
      await packWork(join(folder, 'work'), options);
      await saveImages(docker, inside, join(folder, 'images.tar'), signal);
      return await booted(engine, options, { guest, folder, run, signal, say });
    } finally {
      await sweepRuns(docker, run).catch(() => undefined);
      await held.release();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    interrupt.dispose();
  }
}

async function booted(
  { docker }: Engine,
  options: GuestOptions,
  { guest, folder, run, signal, say }: Booting,
): Promise<AccuracyOutcome> {
  say(
    'Booting the guest (one emulated CPU, 2 GiB; usually 2 min until its Docker is up, then 10 min of doses).',
  );
  const startedAt = new Date().toISOString();
  const since = performance.now();
  const lines: string[] = [];
  const text = await boot(docker, {
    image: guest,
    name: `aerometer-${run}-guest`,
    labels: labelsOf(run),
    work: join(folder, 'work'),
    images: join(folder, 'images.tar'),
    onLine: (raw) => {
      const line = consoleLine(raw);
      if (line === null) return;
      lines.push(line);
      say(`  guest: ${line}`);
    },
    signal,
  });
  say(`The guest powered itself off after ${spoken((performance.now() - since) / 1000)}.`);
  const { accuracy, failed, samples } = answerOf(text, lines);
  const out = options.out === undefined ? RESULTS : resolve(options.out);
  const file = join(out, `cgroup2-samples-${options.cgroupDriver}.json`);
  writeWhole(file, `${JSON.stringify(samples, null, 1)}\n`);
  say(`Written: ${file}`);
  if (!accuracy) throw unmeasured(failed);
  // The guest's clock follows its instructions and it has no clone: when and of what is said from here.
  const finishedAt = new Date().toISOString();
  const whole = { ...accuracy, startedAt, finishedAt, commit: commit(), command: options.command };
  return report(whole, join(out, 'accuracy-cgroup2.json'), say);
}

interface Booting {
  readonly guest: string;
  readonly folder: string;
  readonly run: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

function unmeasured(failed: string | null): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: 'The accuracy run in the guest came to no result',
    cause: failed ?? 'it does not say why',
    next: 'see what the guest said above',
  });
}

function mustBeAmd64({ architecture, endpoint }: Engine): void {
  if (architecture === 'amd64') return;
  throw new Failure(EXIT.machine, {
    fact: 'The guest is made for amd64 only',
    cause: `the engine at ${endpoint.url} is ${architecture}`,
    next: 'name an amd64 engine with DOCKER_HOST',
  });
}
