import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginRun, writeHeader } from '../report/journal';
import { keepPart } from '../report/parts/part';
import { header as synthetic } from '../report/synthetic';
import { doneBefore, noteDone, resumedHeader, resumeLine } from './resume';

const whole = synthetic();
const header = { ...whole, run: { ...whole.run, finishedAt: null, time: null } };

function begun() {
  const directory = mkdtempSync(join(tmpdir(), 'aerometer-resume-'));
  beginRun(directory, header);
  return directory;
}

test('what was measured is left out, on its own mailbox only, also after a line that was broken off', () => {
  const directory = begun();
  expect(doneBefore(directory, 0).size).toBe(0);
  noteDone(directory, 0, 'NOOP');
  noteDone(directory, 1, 'CHECK');
  appendFileSync(join(directory, 'done.jsonl'), '[0,"LIS');
  expect([...doneBefore(directory, 0)]).toEqual(['NOOP']);
  expect([...doneBefore(directory, 1)]).toEqual(['CHECK']);
});

test('a run goes on under the header that it was begun with', () => {
  const later = {
    ...header,
    run: {
      ...header.run,
      startedAt: '2030-01-01T00:00:00.000Z',
      command: `${header.run.command} --out /tmp/x --keep --wait 5`,
    },
  };
  expect(resumedHeader(begun(), later)).toEqual(header);
});

test.each([
  ['the image', { ...header, server: { ...header.server, digest: 'sha256:other' } }, /image: .*sha256:other/],
  ['the seed', { ...header, run: { ...header.run, seed: 5 } }, /seed: \d+ before, 5 now/],
  ['the mode', { ...header, run: { ...header.run, quick: !header.run.quick } }, /mode: .*quick/],
  [
    'what is measured',
    { ...header, run: { ...header.run, command: `${header.run.command} --sizes 100,400` } },
    /what is measured: .* before, .* --sizes 100,400 now/,
  ],
])('it is refused with the difference where %s has changed', (_what, now, said) => {
  const directory = begun();
  expect(() => resumedHeader(directory, now)).toThrow(said);
});

test('a run that has come to its end is not gone on with', () => {
  const directory = begun();
  writeHeader(directory, { ...header, run: { ...header.run, finishedAt: '2030-01-01T00:00:00.000Z' } });
  expect(() => resumedHeader(directory, header)).toThrow(/come to its end/);
});

test('but for the parts of a study that could not be measured, or never were', () => {
  const directory = begun();
  const finished = { ...header, run: { ...header.run, finishedAt: '2030-01-01T00:00:00.000Z' } };
  writeHeader(directory, finished);
  const record = { startedAt: finished.run.finishedAt, finishedAt: finished.run.finishedAt, wanted: null };
  keepPart(directory, { ...record, part: 'login', error: null, data: {} });
  expect(resumedHeader(directory, header, ['login', 'limits'])).toEqual(finished);
  keepPart(directory, { ...record, part: 'limits', error: { reason: 'it hung', log: [] }, data: null });
  expect(resumedHeader(directory, header, ['login', 'limits'])).toEqual(finished);
  keepPart(directory, { ...record, part: 'limits', error: null, data: {} });
  expect(() => resumedHeader(directory, header, ['login', 'limits'])).toThrow(/come to its end/);
});

test('the line that goes on has the run in place of its former directory', () => {
  expect(resumeLine('npx aerometer run --server maddy --out /tmp/x --seed 5', '/tmp/x')).toBe(
    'npx aerometer run --server maddy --seed 5 --resume /tmp/x',
  );
});
