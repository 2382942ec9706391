import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import { isBent, sessionMemory, sessionTable, slopeText } from './sessions';
import { measured, memorySample, report, results } from './synthetic';
import { renderTable } from './table';

const KIB = 1024;
const NAME = 'SESSIONS that idle hold no more';

/** Sessions that hold `kib` each, more or less by start. */
function held(kib: readonly number[], change: { pssBytes?: number | null } = {}) {
  return [1, 2, 4, 8].map((U) =>
    measured(NAME, {
      verb: 'SESSIONS',
      family: 'notification',
      variables: { N: 100, k: 0, B: 0, M: 0, U },
      samples: kib.map((each, start) =>
        memorySample(start, 1, {
          retainedRssBytes: 5 * KIB + each * KIB * U,
          anonBytes: 900 * KIB + 40 * KIB * U,
          pssBytes: 700 * KIB + 30 * KIB * U,
          ...change,
        }),
      ),
    }),
  );
}

test('what a session holds is the slope over the number of them, whatever the server held before', () => {
  const [line] = sessionMemory(held([60, 62, 64]));
  expect(line).toMatchObject({ name: NAME, N: 100, most: 8 });
  expect(line?.rss?.value).toBeCloseTo(62 * KIB, 3);
  expect(line?.pss?.value).toBeCloseTo(30 * KIB, 3);
  expect(line?.anon?.value).toBeCloseTo(40 * KIB, 3);
});

test('digits end where the interval begins', () => {
  const slope = { value: 62_345, halfWidth: 5_100, starts: 3 };
  expect(slopeText(slope)).toBe('61 ± 5 KiB');
  expect(slopeText({ ...slope, halfWidth: 90_000 })).toBe('<150 KiB');
  expect(slopeText({ ...slope, halfWidth: null })).toBe('60 KiB (1 start)');
  expect(slopeText(null)).toBe('–');
});

test('a slope that hides a step says so', () => {
  const stepped = held([60, 62, 64]).map((one) => ({
    ...one,
    samples: one.samples.map((sample) => ({
      ...sample,
      retainedRssBytes: (sample.retainedRssBytes ?? 0) + (one.variables.U === 8 ? 900 * KIB : 0),
    })),
  }));
  expect(sessionMemory(stepped).map(isBent)).toEqual([true]);
  expect(sessionMemory(held([60, 62, 64])).map(isBent)).toEqual([false]);
  expect(sessionTable(results(stepped))?.notes.at(-1)).toMatch(
    /RSS 62 ± 5 KiB up to 4 open, 287 ± 5 KiB from/,
  );
});

test('every report has the block, and no row for each number of sessions', () => {
  const all = report([measured('FETCH'), ...held([60, 62, 64])]);
  for (const text of [renderTable(all.results, { width: 120, color: false }), renderMarkdown(all)]) {
    expect(text).toContain('Memory per session');
    expect(text.split(NAME)).toHaveLength(2);
    expect(text).toMatch(/62 ± 5 KiB/);
  }
  const page = renderHtml(all).split('<script')[0] ?? '';
  expect(page).toContain('<h2>Memory per session</h2>');
  expect(page.split(NAME)).toHaveLength(2);
});

test('a study shows its own mailboxes and leaves those of the gate out, where both held the same sessions', () => {
  const on = (N: number, name = NAME) =>
    held([60, 62]).map((one) => ({
      ...one,
      name,
      series: 'sessions' as const,
      variables: { ...one.variables, N },
    }));
  const mailboxes = (lines: Parameters<typeof results>[0]) =>
    sessionTable(results(lines))?.rows.map((row) => [row[0], row.at(-1)]);
  const all = [measured('FETCH'), ...on(100), ...on(800), ...on(0, 'of another user')];
  expect(mailboxes(all)).toEqual([
    [NAME, '100'],
    ['of another user', '0'],
  ]);
  expect(mailboxes(on(800))).toEqual([[NAME, '800']]);
});

test('a figure that no sample has is no slope; without sessions there is no block', () => {
  expect(sessionMemory(held([60, 62], { pssBytes: null }))[0]?.pss).toBeNull();
  expect(sessionTable(results([measured('FETCH')]))).toBeNull();
});
