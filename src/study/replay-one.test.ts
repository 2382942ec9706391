import { EXIT, Failure } from '../config/failure';
import { mustStillAnswer } from '../engine/connect';
import type { Scenario } from '../scenario/scenario';
import type { Replayed } from './replay-adapt';
import { notSent, replayOne } from './replay-one';
import type { TinyAnswer } from './tiny-answer';
import { closeTinyBenches, tinyBench } from './tiny-bench';
import { KIB } from './tiny-server';

jest.mock('../engine/connect', () => ({ mustStillAnswer: jest.fn() }));
const engine = jest.mocked(mustStillAnswer);
beforeEach(() => void engine.mockReset());
afterEach(closeTinyBenches);

const LINE = 'FETCH 1:2 (FLAGS)';
const FLAGS = ['1 FETCH (FLAGS ())', '2 FETCH (FLAGS ())'];

const line = (more: Partial<Scenario> = {}): Replayed => ({
  scenario: {
    name: LINE,
    family: 'query',
    rfc: 'RFC 3501 6.4.5',
    state: 'selected',
    measure: LINE,
    touches: '1:2',
    expect: { untagged: { FETCH: 'k' } },
    because: 'a client sent it, and its layer may cost so much',
    ...more,
  },
  unmet: [],
});

/** A bench whose server answers the line so, and which stack it is at first. */
async function answering(answer: TinyAnswer) {
  const { bench, tiny } = await tinyBench({ answers: { [LINE]: answer } });
  const { stack } = await bench.ready();
  const isKept = async () => (await bench.ready()).stack === stack;
  return { bench, tiny, isKept };
}

test('a line comes out with what it costs: once as the first, then as often between two readings as is worth it', async () => {
  const { bench, tiny, isKept } = await answering({
    cpuMs: 7,
    peakKib: 64,
    untagged: FLAGS,
    tagged: 'OK done',
  });
  const { outcome, result } = await replayOne(bench, line());
  expect(outcome).toBe('measured');
  expect(result).toMatchObject({ status: 'measured', reason: null, command: LINE, log: [] });
  expect(result.variables).toEqual({ N: 3, k: 2, B: 2000, M: 1000, U: 1 });
  expect(
    result.samples.map(({ kind, executions, cpuMs, peakRssBytes }) => [
      kind,
      executions,
      cpuMs,
      peakRssBytes,
    ]),
  ).toEqual([
    ['first', 1, 7, 64 * KIB],
    ['steady', 5, 7, null],
    ['steady', 5, 7, null],
  ]);
  expect(tiny.heard.filter((heard) => heard === LINE)).toHaveLength(11);
  expect(await isKept()).toBe(true);
});

test('its samples keep a source where a figure is missing, and nowhere else', async () => {
  const { bench } = await answering({ untagged: FLAGS, tagged: 'OK done' });
  const { result } = await replayOne(bench, line());
  expect(result.samples.map(({ sources }) => Object.keys(sources).sort())).toEqual([
    ['requests', 'storageBytes'],
    ['peakRssBytes', 'requests', 'storageBytes'],
    ['peakRssBytes', 'requests', 'storageBytes'],
  ]);
});

test.each([['NO [CANNOT] not that'], ['BAD what?'], ['BAD']])(
  'a line that is answered %s is rejected, with these words and without a figure',
  async (tagged) => {
    const { bench, isKept } = await answering({ tagged });
    const { outcome, result } = await replayOne(bench, line());
    expect(outcome).toBe('rejected');
    expect(result).toMatchObject({ status: 'error', reason: tagged, command: LINE, samples: [], log: [] });
    expect(await isKept()).toBe(true);
    expect(engine).not.toHaveBeenCalled();
  },
);

test('an OK that says something else is wrong, and what it lacks is told', async () => {
  const { bench, isKept } = await answering({ untagged: FLAGS.slice(1), tagged: 'OK done' });
  const { outcome, result } = await replayOne(bench, line());
  expect(outcome).toBe('wrong');
  expect(result).toMatchObject({ status: 'error', samples: [], log: [] });
  expect(result.reason).toBe('Wrong answer: untagged FETCH: expected 2, got 1');
  expect(await isKept()).toBe(true);
});

test.each<[string, 'kept' | 'replaced', Partial<Scenario>]>([
  ['INBOX opened before it', 'kept', { prepare: ['SELECT INBOX'] }],
  ['a mailbox closed after it', 'kept', { undo: ['CLOSE'] }],
  ['flags taken off before it', 'replaced', { prepare: ['STORE 1:2 -FLAGS.SILENT (\\Seen)'] }],
  ['flags put back after it', 'replaced', { undo: ['STORE 1:2 +FLAGS.SILENT (\\Seen)'] }],
  ['a mailbox removed before it', 'replaced', { prepare: [{ attempt: 'DELETE Gone' }] }],
])('after a refused line with %s the server is %s', async (_, fate, steps) => {
  for (const [tagged, expected] of [
    ['NO', 'rejected'],
    ['OK done', 'wrong'],
  ] as const) {
    const { bench, isKept } = await answering({ tagged });
    const { outcome } = await replayOne(bench, line(steps));
    expect([outcome, await isKept()]).toEqual([expected, fate === 'kept']);
  }
});

test('a step that is refused, or a proof that fails, is an answer: the line has not broken the server', async () => {
  const STORE = 'STORE 1:2 -FLAGS.SILENT (\\Seen)';
  const answers = { [LINE]: { untagged: FLAGS, tagged: 'OK done' }, [STORE]: { tagged: 'NO read-only' } };
  const refused = await tinyBench({ answers });
  const step = await replayOne(refused.bench, line({ prepare: [STORE] }));
  expect(step).toMatchObject({
    outcome: 'rejected',
    result: { reason: `before or after it: ${STORE} was answered NO read-only`, samples: [] },
  });
  const { bench } = await answering({ untagged: FLAGS, tagged: 'OK done' });
  const proof = await replayOne(
    bench,
    line({ proof: [{ ask: 'NOOP', expect: { untagged: { FETCH: 'k' } } }] }),
  );
  expect(proof).toMatchObject({ outcome: 'wrong', result: { samples: [] } });
  expect(proof.result.reason).toContain('It answered OK and did not do it');
});

test('a server that dies of a line has broken: its last words are kept, and the next line has another one', async () => {
  const { bench, isKept } = await answering({ untagged: FLAGS.slice(1), tagged: null });
  const { outcome, result } = await replayOne(bench, line());
  expect(outcome).toBe('broken');
  expect(result).toMatchObject({ status: 'error', command: LINE, samples: [], log: [`panic: ${LINE}`] });
  expect(result.reason).toBe(
    `the server has gone: The connection ended during "${LINE}" (the server closed the connection; it had said: 2 FETCH (FLAGS ()))`,
  );
  expect(engine).toHaveBeenCalledTimes(1);
  expect(await isKept()).toBe(false);
  const next = line({ measure: 'NOOP', touches: 'none', expect: {} });
  expect(await replayOne(bench, next)).toMatchObject({ outcome: 'measured' });
});

test('a server that cannot even be removed has broken all the same', async () => {
  const { bench } = await answering({ tagged: null });
  Object.assign(bench, { discard: async () => Promise.reject(new Error('no such container')) });
  expect(await replayOne(bench, line())).toMatchObject({ outcome: 'broken', result: { samples: [] } });
});

test('an engine that has gone is no finding about the line', async () => {
  const { bench } = await answering({ tagged: null });
  engine.mockRejectedValue(
    new Failure(EXIT.machine, { fact: 'The engine stopped', cause: 'gone', next: 'start it' }),
  );
  await expect(replayOne(bench, line())).rejects.toThrow('The engine stopped');
});

test('a line whose capabilities are missing is not sent, and they are named', async () => {
  const { bench, tiny } = await answering({ tagged: 'OK done' });
  const { outcome, result } = await replayOne(bench, { ...line(), unmet: ['ENABLE', 'CONDSTORE'] });
  expect(outcome).toBe('skipped');
  expect(result).toMatchObject({ name: LINE, status: 'skipped', samples: [] });
  expect(result.reason).toContain('does not advertise ENABLE, CONDSTORE,');
  expect(tiny.heard).toEqual([]);
});

test('a line that is left out is named, and says why', () => {
  expect(notSent(line().scenario)).toMatchObject({
    outcome: 'skipped',
    result: { name: LINE, status: 'skipped', reason: expect.stringContaining('too many'), samples: [] },
  });
});
