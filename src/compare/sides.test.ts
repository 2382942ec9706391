import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeResults } from '../report/results';
import { measured, results } from '../report/synthetic';
import { bothSides, sideOf } from './sides';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'aerometer-sides-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a directory is a finished run, a known name a server, anything else an image', () => {
  writeResults(join(dir, 'run'), results([measured('NOOP')]));
  expect(sideOf('run', undefined, dir)).toMatchObject({ kind: 'run', directory: join(dir, 'run') });
  expect(sideOf('maddy', undefined, dir)).toEqual({ kind: 'image', server: 'maddy' });
  expect(sideOf('my/aerogramme:branch', undefined, dir)).toEqual({
    kind: 'image',
    image: 'my/aerogramme:branch',
  });
  expect(sideOf('my/dovecot:2', 'dovecot', dir)).toEqual({
    kind: 'image',
    image: 'my/dovecot:2',
    server: 'dovecot',
  });
});

test('an image is of the server that the other side names', () => {
  expect(bothSides('maddy', 'my/maddy:1', undefined, dir)[1]).toEqual({
    kind: 'image',
    image: 'my/maddy:1',
    server: 'maddy',
  });
});

test('a directory without results, and a run against an image, are refused', () => {
  mkdirSync(join(dir, 'empty'));
  expect(() => sideOf('empty', undefined, dir)).toThrow(/holds no results\.json/);
  writeResults(join(dir, 'run'), results([measured('NOOP')]));
  expect(() => bothSides('run', 'maddy', undefined, dir)).toThrow(/figures of two days are no ratio/);
});
