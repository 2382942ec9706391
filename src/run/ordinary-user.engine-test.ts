import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import { findEndpoint } from '../engine/endpoint';
import type { Results } from '../report/results';
import { readResults } from '../report/results';
import { summarize } from '../report/summarize';
import { left, SCRATCH, SMALL, tidyUp } from './real-run';

// A user who is not root, and may use the engine because its socket belongs to a group that the user is in.

jest.setTimeout(120_000);

const NOBODY = 65534;
const PROGRAM = join(ROOT, 'bin/aerometer.mjs');
const RUN = ['run', '--server', 'dovecot', '--scenario', 'FETCH FLAGS', ...SMALL];
const { url } = findEndpoint();
const reason = whyNot();
const suite = reason ? describe.skip : describe;

suite(reason ? `a user who is not root (skipped: ${reason})` : 'a user who is not root', () => {
  tidyUp();
  const home = join(SCRATCH, 'home');

  beforeAll(() => {
    chownSync(SCRATCH, NOBODY, NOBODY);
    mkdirSync(home);
    chownSync(home, NOBODY, NOBODY);
  });

  /** As root, or as a user with a home of its own. */
  function aerometer(as: 'root' | readonly string[], args: readonly string[]) {
    const [program = '', ...all] = [...(as === 'root' ? [] : as), process.execPath, PROGRAM, ...args];
    const own = { PATH: process.env.PATH, HOME: home, TMPDIR: home, DOCKER_HOST: url };
    const child = spawn(program, all, {
      cwd: home,
      env: as === 'root' ? process.env : own,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    return new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said })),
    );
  }

  async function resultsOf(as: 'root' | readonly string[], out: string): Promise<Results> {
    const { code, said } = await aerometer(as, [...RUN, '--out', out]);
    expect({ code, said }).toEqual({ code: 0, said });
    return readResults(out);
  }

  test('gets the verdicts and the figures that root gets, and owns what is written', async () => {
    // Root first: it compiles what has changed, which a user who may not write the clone cannot.
    const theirs = await resultsOf('root', join(SCRATCH, 'root'));
    const out = join(SCRATCH, 'user');
    const mine = await resultsOf(asUser(groupOf(url)), out);
    const [root, user] = [theirs.scenarios[0], mine.scenarios[0]];
    if (!root || !user) throw new Error('a run without its scenario');
    const outcomes = ({ verdicts }: typeof root) =>
      verdicts.map(({ metric, outcome }) => ({ metric, outcome }));
    expect(user.status).toBe('measured');
    expect(outcomes(user)).toEqual(outcomes(root));
    const sight = ({ samples }: typeof root) =>
      samples.map(({ sources: { cpuMs, anonBytes } }) => [cpuMs, anonBytes]);
    expect(sight(user)).toEqual(sight(root));
    for (const { cpuMs, startRssBytes, anonBytes, pssBytes, peakRssBytes, sources } of user.samples) {
      expect([cpuMs, startRssBytes, anonBytes, pssBytes]).not.toContain(null);
      // One of dovecot's processes may exit meanwhile, whoever asks; and not every execution has a reading of its own.
      if (peakRssBytes === null)
        expect(sources.peakRssBytes).toMatch(/exited meanwhile|taken of the first execution/);
    }
    const ratio = (summarize(user).cpuSteady?.value ?? 0) / (summarize(root).cpuSteady?.value ?? 0);
    expect(ratio).toBeGreaterThan(1 / 4);
    expect(ratio).toBeLessThan(4);
    const owners = readdirSync(out, { recursive: true }).map((name) => statSync(join(out, String(name))).uid);
    expect(owners.length).toBeGreaterThan(3);
    expect(new Set(owners)).toEqual(new Set([NOBODY]));
    expect(await left()).toBe(0);
  });

  test('is told by doctor that it can measure', async () => {
    const { code, said } = await aerometer(asUser(groupOf(url)), ['doctor']);
    expect(said).toContain('no figure is missing');
    expect({ code, said }).toEqual({ code: 0, said });
  });

  test('is told by doctor which group is missing', async () => {
    const { code, said } = await aerometer(asUser(null), ['doctor']);
    expect(said).toMatch(/BAD +engine +No Docker engine answers at .*EACCES/);
    expect(said).toContain('usermod -aG docker');
    expect({ code, said }).toMatchObject({ code: 3 });
  });
});

function asUser(group: number | null): string[] {
  const groups = group === null ? '--clear-groups' : `--groups=${group}`;
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, groups];
}

/** The group that an engine's socket is open to. */
function groupOf(socket: string): number {
  return statSync(new URL(socket).pathname).gid;
}

function whyNot(): string | null {
  if (process.getuid?.() !== 0) return 'only root can become another user';
  if (!url.startsWith('unix:')) return 'this engine is reached over no socket';
  if (groupOf(url) === 0) return "the engine's socket is open to no group but root's";
  const reads = spawnSync('setpriv', [...asUser(null).slice(1), process.execPath, '--check', PROGRAM]);
  if (reads.error) return 'not installed: setpriv';
  return reads.status === 0 ? null : 'other users may not read this clone';
}
