import { retryUntil, within } from './deadline';
import { Failure } from './failure';

const never = () => new Promise<never>(() => undefined);

afterEach(() => {
  delete process.env.AEROMETER_PATIENCE;
});

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Failure) return error;
  throw new Error(`not a Failure: ${error}`);
}

test('a wait that ends in vain names what was awaited and for how long', async () => {
  const failure = await failureOf(within(20, 'the greeting', never));
  expect(failure.fact).toBe('Waited 0.02 s for the greeting, in vain');
  expect(failure.exitCode).toBe(5);
});

test('AEROMETER_PATIENCE stretches a deadline, and the error says how long it really was', async () => {
  process.env.AEROMETER_PATIENCE = '3';
  const since = performance.now();
  const failure = await failureOf(within(20, 'it', never, 3));
  expect(performance.now() - since).toBeGreaterThanOrEqual(55);
  expect([failure.fact, failure.exitCode]).toEqual(['Waited 0.06 s for it, in vain', 3]);
});

test('whoever works is told that nobody waits any more', async () => {
  let told: unknown;
  const work = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      told = signal.reason;
    });
    return never();
  };
  expect(await failureOf(within(5, 'it', work))).toBe(told);
});

test('attempts in vain end with the last refusal and the last log lines', async () => {
  let n = 0;
  const attempt = async () => {
    throw new Error(`refusal ${++n}`);
  };
  const lastLines = async () => ['no space', 'bye'];
  const failure = await failureOf(retryUntil(60, 'Garage', attempt, { pauseMs: 10, lastLines }));
  expect(failure.why).toBe(`the last attempt said: refusal ${n}; its last log lines:\n    no space\n    bye`);
  expect(n).toBeGreaterThan(1);
});

test('what cannot succeed any more is not tried again', async () => {
  const attempt = jest.fn().mockRejectedValue(new Error('refused'));
  const stillWorthIt = async () => {
    throw new Error('it has exited');
  };
  await expect(retryUntil(1000, 'it', attempt, { stillWorthIt })).rejects.toThrow('it has exited');
  expect(attempt).toHaveBeenCalledTimes(1);
});
