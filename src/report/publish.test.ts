import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publish } from './publish';
import { readResults, writeResults } from './results';
import { header, measured, results } from './synthetic';

const fresh = () => mkdtempSync(join(tmpdir(), 'aerometer-publish-'));
const run = header().run;

function finished(command: string): string {
  const dir = fresh();
  writeResults(dir, results([measured('NOOP')], { run: { ...run, finishedAt: run.startedAt, command } }));
  mkdirSync(join(dir, 'study'));
  writeFileSync(join(dir, 'study', 'limits.json'), '{}');
  return dir;
}

test('what was measured is copied as it is, and the command without places of this machine', () => {
  const from = finished("npx aerometer run --out /home/me/x --server maddy --resume '/a b' --seed 5");
  const to = join(fresh(), 'maddy');
  publish(from, to);
  const [was, is] = [readResults(from), readResults(to)];
  expect(is.run.command).toBe('npx aerometer run --server maddy --seed 5');
  expect(is).toEqual({ ...was, run: { ...was.run, command: is.run.command } });
  expect(readFileSync(join(to, 'study', 'limits.json'), 'utf8')).toBe('{}');
});

test('no run is overwritten, and none that was broken off is copied', () => {
  const from = finished('npx aerometer run');
  expect(() => publish(from, finished('npx aerometer run'))).toThrow(/cannot be copied/);
  const broken = fresh();
  writeResults(broken, results([measured('NOOP')], { run: { ...run, finishedAt: null, time: null } }));
  expect(() => publish(broken, fresh())).toThrow(/cannot be copied/);
});
