import { type ProgressOptions, progress } from './progress';

function recorded(options: Omit<ProgressOptions, 'now'>, columns = 80) {
  let time = 0;
  const written: string[] = [];
  const stream = { columns, write: (text: string) => written.push(text) };
  const live = progress(stream, { ...options, now: () => time });
  const measure = (name: string, ms: number, text = 'ok') => {
    live.start(name);
    time += ms;
    live.done(name, text);
  };
  return {
    live,
    written,
    measure,
    all: () => written.join(''),
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test('elsewhere than on a terminal each finished scenario is one plain line with the time left', () => {
  const { live, measure, all } = recorded({ total: 3, tty: false });
  measure('LOGIN', 10_000, '60 ms');
  live.note('a fresh server was started');
  measure('FETCH', 10_000, '312 ms, 100 GetObject');
  measure('STORE', 5_000);
  live.finish();
  expect(all().split('\n')).toEqual([
    '[1/3] LOGIN: 60 ms (10 s, about 20 s left)',
    'a fresh server was started',
    '[2/3] FETCH: 312 ms, 100 GetObject (10 s, about 10 s left)',
    '[3/3] STORE: ok (5 s)',
    '3 of 3 scenarios in 25 s',
    '',
  ]);
});

test('planned weights say how long the rest will take', () => {
  const { measure, all } = recorded({ total: 3, tty: false, weights: { NOOP: 1, FETCH: 2, SEARCH: 10 } });
  measure('NOOP', 2_000);
  measure('FETCH', 4_000);
  expect(all()).toContain('[1/3] NOOP: ok (2 s, about 24 s left)');
  expect(all()).toContain('[2/3] FETCH: ok (4 s, about 20 s left)');
});

test('skipped scenarios shorten what is left, not how long a scenario is thought to take', () => {
  const { live, measure, written } = recorded({ total: 4, tty: false });
  measure('LOGIN', 10_000);
  live.done('ENABLE', 'skipped: not advertised');
  measure('COMPRESS', 1, 'skipped: not advertised');
  expect(written.at(-1)).toContain('about 10 s left');
});

test('on a terminal one line is written again, the finished ones stay above it', () => {
  const { live, measure, written, pass } = recorded({ total: 2, tty: true });
  measure('LOGIN', 10_000, '60 ms');
  expect(written.at(-1)).toBe('\r\u001b[2K[1/2] LOGIN: 60 ms (10 s)\n');
  live.start('FETCH');
  pass(4_000);
  live.note('retrying');
  expect(written.at(-1)).toBe('\r\u001b[2K[2/2] FETCH  4 s, about 6 s left');
  live.finish();
  expect(written.at(-1)).toBe('1 of 2 scenarios in 14 s\n');
});

test('the rewritten line is never longer than the terminal', () => {
  const { live, measure, written } = recorded({ total: 2, tty: true }, 40);
  measure('LOGIN', 10_000);
  live.start(`FETCH ${'of many words '.repeat(10)}`);
  expect(written.at(-1)?.replace('\r\u001b[2K', '').length).toBeLessThan(40);
  expect(written.at(-1)).toContain('about 10 s left');
  live.finish();
});

test('what a server answered cannot move the cursor', () => {
  const { measure, all } = recorded({ total: 1, tty: false });
  measure('IDLE', 100, 'error: \u001b[2J\nno');
  expect(all()).not.toContain('\u001b');
  expect(all().trimEnd().split('\n')).toHaveLength(1);
});
