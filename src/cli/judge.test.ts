import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BODY, syntheticRun } from '../budget/synthetic';
import { main } from '../cli';
import { EXIT } from '../config/failure';
import { readResults, writeResults } from '../report/results';

let dir: string;
let said: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-judge-'));
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(dir, { recursive: true });
});

const judge = (...flags: string[]) =>
  main(['judge', dir, ...flags], {
    env: {},
    say: (line) => {
      said += `${line}\n`;
    },
  });
const good = { cpu: (k: number) => 2 + 0.05 * k };
const profile = (exceptions: unknown[], server = 'maddy') => {
  const file = join(dir, 'profile.json');
  const data = { schema: 'aerometer/profile@1', server, exceptions, taken: null, scenarios: {} };
  writeFileSync(file, JSON.stringify(data));
  return ['--profile', file];
};

test('a run that keeps its laws is green, and its verdicts are written', async () => {
  writeResults(dir, syntheticRun(good));
  expect(await judge()).toBe(EXIT.ok);
  expect(said).toContain('Verdicts: 0 fail, 0 inconclusive, 0 unfit, 0 exception, 8 pass');
  expect(
    readResults(dir)
      .scenarios.at(-1)
      ?.verdicts.map(({ kind }) => kind),
  ).toEqual(['exact', 'growth', 'growth']);
  expect(readFileSync(join(dir, 'junit.xml'), 'utf8')).toContain('tests="6" failures="0"');
});

test('a failure is one screen with the line that reproduces it', async () => {
  writeResults(dir, syntheticRun({ cpu: (k) => 2 + 200 * (k / 3200) ** 2 }));
  expect(await judge()).toBe(EXIT.overBudget);
  const screen = said.split('\n\n')[0] ?? '';
  expect(screen.split('\n').length).toBeLessThanOrEqual(24);
  expect(screen).toMatch(/^FAIL {2}FETCH BODY\.PEEK\[\].*: cpu, growth$/m);
  for (const label of [
    'command',
    'size',
    'measured',
    'law',
    'allowed',
    'found',
    'confidence',
    'noise',
    'raw',
  ])
    expect(screen).toMatch(new RegExp(`^ {2}${label} +\\S`, 'm'));
  expect(screen).toMatch(/^ {2}reproduce +npx aerometer run .*--seed 7$/m);
  expect(await judge()).toBe(EXIT.overBudget);
  expect(readFileSync(join(dir, 'summary.md'), 'utf8')).toContain('## Over budget');
});

test('an exception of another profile excuses, and a profile of another server is refused', async () => {
  writeResults(dir, syntheticRun({ ...good, gets: (k) => 2 * k }));
  const because = 'it looks at each mail twice';
  const twice = { scenario: BODY, s3: { GetObject: '2 * k' }, figures: '200 at k = 100', because };
  expect(await judge()).toBe(EXIT.overBudget);
  expect(await judge(...profile([twice]))).toBe(EXIT.ok);
  expect(said).toContain('6 exception');
  expect(await judge(...profile([], 'dovecot'))).toBe(EXIT.usage);
  expect(said).toContain('it is of the server dovecot');
});

test('what cannot be judged is never green', async () => {
  const whole = syntheticRun(good);
  writeResults(dir, { ...whole, scenarios: whole.scenarios.slice(0, 2) });
  expect(await judge()).toBe(EXIT.inconclusive);
  expect(said).toContain('growth needs 6 sizes that double, and there are N = 100, 200 (2 verdicts)');
  writeResults(dir, { ...whole, run: { ...whole.run, finishedAt: null } });
  expect(await judge()).toBe(EXIT.inconclusive);
  writeResults(dir, { ...whole, scenarios: [] });
  expect(await judge()).toBe(EXIT.inconclusive);
  expect(said).toContain('Nothing was judged');
});

test.each<[string, (text: string) => string, RegExp]>([
  ['truncated', (text) => text.slice(0, 2000), /results\.json does not hold/],
  [
    'with a negative figure',
    (text) => text.replace(/"cpuMs": \d[\d.]*/, '"cpuMs": -1'),
    /scenarios\[0\]\.samples\[1\]\.cpuMs/,
  ],
  ['with a NaN', (text) => text.replace(/"cpuMs": \d[\d.]*/, '"cpuMs": NaN'), /results\.json does not hold/],
  [
    'with a null without reason',
    (text) => text.replace(/"cpuMs": \d[\d.]*/, '"cpuMs": null'),
    /sources\.cpuMs/,
  ],
  [
    'of an unknown server',
    (text) => text.replace('"name": "maddy"', '"name": "mady"'),
    /did you mean "maddy"/,
  ],
])('results.json %s is bad usage, with the place', async (_, edit, words) => {
  writeResults(dir, syntheticRun(good));
  const file = join(dir, 'results.json');
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
  expect(await judge()).toBe(EXIT.usage);
  expect(said).toMatch(words);
});

describe('--update', () => {
  const update = (env: Record<string, string>, ...flags: string[]) =>
    main(['judge', dir, '--update', ...profile([]), ...flags], {
      env,
      say: (line) => {
        said += `${line}\n`;
      },
    });
  const written = () => JSON.parse(readFileSync(join(dir, 'profile.json'), 'utf8'));

  test('writes the profile that the run gives, and judges by it', async () => {
    writeResults(dir, syntheticRun(good, { starts: 6 }));
    expect(await update({})).toBe(EXIT.ok);
    expect(written().scenarios[BODY].mailbox.cpu.cost).toMatch(/ms \+ .* ms \* B \/ MiB$/);
    expect(said).toContain('Verdicts: 0 fail, 0 inconclusive, 0 unfit, 0 exception, 11 pass');
  });

  test('asks why a cost grew, and the answer stands in the profile', async () => {
    writeResults(dir, syntheticRun(good, { starts: 6 }));
    await update({});
    writeResults(dir, syntheticRun({ cpu: (k) => 3 * good.cpu(k) }, { starts: 6 }));
    const again = (...flags: string[]) =>
      main(['judge', dir, '--update', '--profile', join(dir, 'profile.json'), ...flags], {
        env: {},
        say: () => undefined,
      });
    expect(await again()).toBe(EXIT.usage);
    expect(said).toContain('1 cost(s) grew beyond their budget');
    expect(await again('--because', 'each mail is hashed twice now')).toBe(EXIT.ok);
    expect(written().scenarios[BODY].mailbox.because).toBe('each mail is hashed twice now');
  });

  test('writes nothing in CI, nor from a run that was broken off', async () => {
    const whole = syntheticRun(good, { starts: 6 });
    writeResults(dir, whole);
    expect(await update({ CI: '1' })).toBe(EXIT.usage);
    expect(said).toContain('is not written in CI');
    writeResults(dir, { ...whole, run: { ...whole.run, finishedAt: null } });
    expect(await update({})).toBe(EXIT.usage);
    expect(written().taken).toBeNull();
  });
});
