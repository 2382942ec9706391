import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import { Agent } from '../containers/agent';
import { connect, type Engine } from '../engine/connect';
import { labelsOf } from '../engine/labels';
import { SecondEngine, whyNoSecondEngine } from '../engine/second-engine';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { readResults } from '../report/results';
import { summarize } from '../report/summarize';

jest.setTimeout(120_000);

const out = mkdtempSync(join(tmpdir(), 'aerometer-remote-'));
const RUN = ['run', '--server', 'dovecot', '--quick', '--scenario', 'FETCH FLAGS'];
const reason = whyNoSecondEngine();
const suite = reason ? describe.skip : describe;

suite(reason ? `a remote engine (skipped: ${reason})` : 'a remote engine', () => {
  let here: Engine;
  let there: SecondEngine;
  let probe: string;

  beforeAll(async () => {
    here = await connect();
    const images = [];
    for (const recipe of [RECIPES.probe, RECIPES.dovecot])
      images.push(await obtain(here.docker, recipe, { say: () => undefined }));
    there = await SecondEngine.start();
    const refs = images.map(({ ref }) => ref);
    await there.carry(here.docker, refs);
    probe = refs[0] ?? '';
  });

  afterAll(async () => {
    await there?.[Symbol.asyncDispose]();
    rmSync(out, { recursive: true, force: true });
  });

  function aerometer(args: readonly string[], host: string): Promise<{ code: number | null; said: string }> {
    const { AEROMETER_PUBLISH_HOST: _, ...env } = process.env;
    const child = spawn(process.execPath, [join(ROOT, 'bin/aerometer.mjs'), ...args], {
      cwd: ROOT,
      env: { ...env, DOCKER_HOST: host },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
  }

  test('doctor says that it can measure there', async () => {
    const { code, said } = await aerometer(['doctor'], there.url);
    expect(said).toContain(`at ${there.url} (named by DOCKER_HOST)`);
    expect(said).toContain('no figure is missing');
    expect({ code, said }).toMatchObject({ code: 0 });
  });

  test('a whole run has the same verdicts as here, and figures of the same order', async () => {
    const found = [];
    for (const [name, host] of [
      ['here', here.endpoint.url],
      ['there', there.url],
    ] as const) {
      const { code, said } = await aerometer([...RUN, '--out', join(out, name)], host);
      expect({ code, said }).toMatchObject({ code: 0 });
      found.push(readResults(join(out, name)).scenarios[0]);
    }
    const [local, remote] = found;
    if (!local || !remote) throw new Error('a run without its scenario');
    const outcomes = ({ verdicts }: typeof local) =>
      verdicts.map(({ metric, outcome }) => ({ metric, outcome }));
    expect(remote.status).toBe('measured');
    expect(outcomes(remote)).toEqual(outcomes(local));
    expect(remote.samples.map(({ untagged }) => untagged)).toEqual(
      local.samples.map(({ untagged }) => untagged),
    );
    const [far, near] = [summarize(remote), summarize(local)];
    const ratio = (far.cpuSteady?.value ?? 0) / (near.cpuSteady?.value ?? 0);
    expect(ratio).toBeGreaterThan(1 / 4);
    expect(ratio).toBeLessThan(4);
    for (const { peakRssBytes, anonBytes, sources } of remote.samples) {
      expect(anonBytes).not.toBeNull();
      if (peakRssBytes === null)
        expect(sources.peakRssBytes).toMatch(/exited meanwhile|taken of the first execution/);
    }
  });

  test("ports are published at the engine's own address, and nowhere else", async () => {
    const { code, said } = await aerometer([...RUN, '--keep', '--out', join(out, 'kept')], there.url);
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(said).toContain(`the server's ports are open at ${there.address}.`);
    const all = await there.docker.listContainers();
    const published = all.flatMap(({ Ports }) => Ports).filter(({ PublicPort }) => PublicPort);
    expect(published.length).toBeGreaterThan(0);
    expect(new Set(published.map(({ IP }) => IP))).toEqual(new Set([there.address]));
    expect((await aerometer(['clean', '--keep-cache'], there.url)).code).toBe(0);
    expect(await there.docker.listContainers({ all: true })).toEqual([]);
  });

  test('an engine that goes away drops the stream of the agent, and that is named', async () => {
    const wishes = {
      image: probe,
      name: 'aerometer-lost',
      labels: labelsOf('lost'),
      network: 'none',
      binds: [],
    };
    process.env.DOCKER_HOST = there.url; // testcontainers goes where this says when it is first used
    const agent = await Agent.start(there.docker, wishes);
    const info = await there.docker.getContainer('aerometer-lost').inspect();
    const target = { id: info.Id, pid: info.State.Pid, storageSubnet: null };
    expect((await agent.read(target, 'before', null)).processes).not.toHaveLength(0);
    await there[Symbol.asyncDispose]();
    await expect(agent.read(target, 'after', null)).rejects.toMatchObject({
      exitCode: 5,
      fact: 'The agent container is gone',
    });
  });
});
