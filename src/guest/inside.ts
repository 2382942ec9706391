import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { runAccuracy } from '../accuracy/accuracy';
import { accuracySchema } from '../accuracy/schema';
import { retryUntil } from '../config/deadline';
import { reasonOf } from '../config/failure';
import { ROOT } from '../config/root';
import { connect } from '../engine/connect';
import { sweepRuns } from '../engine/sweep';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import type { Answer } from './answer';
import { takeSamples } from './samples';
import type { GuestSettings } from './settings';

const IMAGES = '/dev/vdc';
const ANSWER = '/dev/virtio-ports/aerometer';
const RESULTS = '/results';
const START_MS = 120_000;
const RUN = 'samples';
const ACCURACY = {
  short: true,
  out: RESULTS,
  waitSeconds: 60,
  keep: false,
  command: 'accuracy --short',
};
const say = (line: string): void => console.log(line);

/** The program of the guest: brings up its Docker, writes samples down, runs the accuracy's short form, answers. */
async function work(): Promise<Answer> {
  // It changes the machine's Docker settings: never on a machine that was not made for it.
  if (!existsSync(ANSWER)) throw new Error(`${ANSWER} is missing: this is not the guest`);
  say(`up ${uptime()} s after its start`);
  startDocker(JSON.parse(readFileSync(join(ROOT, 'settings.json'), 'utf8')) as GuestSettings);
  const { docker, version, kernel, cgroupDriver, cgroupVersion } = await retryUntil(
    START_MS,
    'dockerd',
    connect,
  );
  say(`${kernel}, Docker ${version}, cgroup v${cgroupVersion}, ${cgroupDriver} driver; loading the images`);
  await load(docker);
  say(`images loaded ${uptime()} s after its start`);
  const samples = await sampled(docker);
  const began = uptime();
  await runAccuracy(ACCURACY, { say });
  say(`the accuracy run took ${Math.round(uptime() - began)} s of the guest's time`);
  const file = join(RESULTS, 'accuracy-short.json');
  return { accuracy: accuracySchema.parse(JSON.parse(readFileSync(file, 'utf8'))), failed: null, samples };
}

function uptime(): number {
  return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
}

function startDocker({ cgroupDriver }: GuestSettings): void {
  mkdirSync('/etc/docker', { recursive: true });
  const options = { 'exec-opts': [`native.cgroupdriver=${cgroupDriver}`] };
  writeFileSync('/etc/docker/daemon.json', JSON.stringify(options));
  spawnSync('systemctl', ['start', 'docker'], { stdio: 'inherit' });
}

/** The disk is what `docker save` wrote; the engine stops at the archive's end. */
async function load(docker: Docker): Promise<void> {
  const answer: NodeJS.ReadableStream = await docker.loadImage(createReadStream(IMAGES));
  for await (const _ of answer);
}

async function sampled(docker: Docker): Promise<Answer['samples']> {
  try {
    const agent = (await obtain(docker, RECIPES.probe, { say })).ref;
    const reference = (await obtain(docker, RECIPES.reference, { say })).ref;
    return await takeSamples(docker, { agent, reference }, RUN);
  } catch (error) {
    // They are for fixtures: without them the accuracy is taken all the same.
    say(`no samples: ${error instanceof Error ? error.stack : String(error)}`);
    return {};
  } finally {
    await sweepRuns(docker, RUN);
  }
}

async function answered(): Promise<void> {
  const answer = await work().catch(
    (error: unknown): Answer => ({ accuracy: null, failed: reasonOf(error), samples: {} }),
  );
  if (answer.failed !== null) say(answer.failed);
  writeFileSync(ANSWER, `${JSON.stringify(answer)}\n`);
}

void answered().then(() => process.exit(0));
