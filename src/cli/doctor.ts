import type { Command } from 'commander';
import { EXIT, Failure } from '../config/failure';
import { connect, type Engine, NoEngine, noEngineFailure } from '../engine/connect';
import { findEndpoint } from '../engine/endpoint';
import { RECIPES } from '../images/recipes';
import type { Context } from './context';
import { imageFindings, missingMB, present } from './doctor-images';
import { diskFinding, leftoverFindings, otherEngines } from './doctor-machine';
import { sightFinding } from './doctor-sight';
import { type Finding, good, problem, showFindings } from './finding';

/** It answers within 5 s, also where the engine does not; one that does takes a second more for a look around. */
const ENGINE_MS = 3500;

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('what is missing on this machine, and the exact remedy')
    .action(async () => {
      const findings = await examine();
      for (const line of showFindings(findings)) context.say(line);
      context.exit(findings.some(({ kind }) => kind === 'problem') ? EXIT.machine : EXIT.ok);
    });
}

async function examine(): Promise<Finding[]> {
  const node = good('node', `${process.version} on ${process.platform} ${process.arch}`);
  let engine: Engine;
  try {
    engine = await connectSoon();
  } catch (error) {
    return [node, ...engineProblem(error)];
  }
  const { docker } = engine;
  const [images, missing, leftovers, probe] = await Promise.all([
    imageFindings(docker, engine.architecture),
    missingMB(docker, engine.architecture),
    leftoverFindings(docker),
    present(docker, RECIPES.probe, engine.architecture),
  ]);
  // Last: its container must not be counted among what is left over.
  const sight = await sightFinding(docker, probe);
  const disk = await diskFinding(engine, missing);
  return [node, ...engineFindings(engine), sight, disk, ...images, ...leftovers];
}

/** connect() is more patient than doctor. */
function connectSoon(): Promise<Engine> {
  const endpoint = findEndpoint();
  const silence = new Promise<never>((_, reject) => {
    const error = new NoEngine(endpoint, 'silent', `no answer within ${ENGINE_MS / 1000} s`);
    setTimeout(() => reject(error), ENGINE_MS).unref();
  });
  return Promise.race([connect(), silence]);
}

function engineFindings(engine: Engine): Finding[] {
  const { endpoint, version, apiVersion, operatingSystem, kernel, architecture, cpus, memoryBytes } = engine;
  return [
    good('engine', `Docker ${version}, API ${apiVersion}, at ${endpoint.url} (named by ${endpoint.saidBy})`),
    good('system', `${operatingSystem}, Linux ${kernel}, ${architecture}`),
    good('cgroup', `v${engine.cgroupVersion}, driver ${engine.cgroupDriver}`),
    cpus < 2
      ? problem(
          'CPUs',
          `${cpus}: the server and what drives it share it, so CPU times cannot be trusted`,
          'use 2 CPUs',
        )
      : good('CPUs', String(cpus)),
    good('memory', `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`),
  ];
}

function engineProblem(error: unknown): Finding[] {
  if (error instanceof NoEngine) {
    const here =
      error.endpoint.saidBy === 'DOCKER_HOST'
        ? 'DOCKER_HOST names another place'
        : 'as root on Debian or Ubuntu, npm start installs and starts one';
    const { fact, why, next } = noEngineFailure(error, here);
    return [problem('engine', `${fact}: ${why}`, next), ...otherEngines()];
  }
  if (error instanceof Failure)
    return [problem('engine', `${error.fact}: ${error.why}`, error.next), ...otherEngines()];
  throw error;
}
