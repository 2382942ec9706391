import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../cli';
import { EXIT } from '../config/failure';

let dir: string;
let said: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-detection-cli-'));
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

const detection = (...flags: string[]) =>
  main(['detection', '--dir', dir, ...flags], { env: {}, cwd: dir, say: () => undefined });

test.each<[string, string[], string]>([
  ['no record', [], 'there are too few recorded gates to judge'],
  ['no number', ['--resamples', 'many'], '"many" is no whole number above 0'],
  ['no gate to record', ['--gates', '0'], '"0" is no whole number above 0'],
  ['an unknown fault', ['--gates', '1', '--only', 'gogc-of'], 'did you mean "gogc-off"?'],
  ['a server that is not recorded', ['--gates', '1', '--server', 'aerogramme'], 'aerogramme'],
])('%s ends with 2 and says what to do', async (_, flags, words) => {
  expect(await detection(...flags)).toBe(EXIT.usage);
  expect(said).toContain(words);
  expect(said).toMatch(/^ {2}next: /m);
});
