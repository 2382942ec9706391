import { byMailbox } from './mailboxes';
import { summarizeAll } from './summarize';
import { measured, results } from './synthetic';

const at = (name: string, N: number, series: 'mailbox' | 'count' = 'mailbox') =>
  measured(name, { series, variables: { N, k: 1, B: 1, M: 1, U: 1 } });
const grouped = (scenarios: ReturnType<typeof at>[]) => {
  const run = results(scenarios);
  return byMailbox(run, summarizeAll(run)).map(({ messages, rows }) => [
    messages,
    rows.map(({ result }) => result.name),
  ]);
};

test('rows go to the mailbox they were measured on, also where steps added messages', () => {
  expect(
    grouped([
      at('NOOP', 100),
      at('NOOP', 2000),
      at('LIST', 100),
      at('LIST', 2000),
      at('EXPUNGE', 110),
      at('EXPUNGE', 2010),
      at('STATUS', 0),
    ]),
  ).toEqual([
    [100, ['NOOP', 'LIST', 'EXPUNGE', 'STATUS']],
    [2000, ['NOOP', 'LIST', 'EXPUNGE']],
  ]);
});

test("the gate's sizes are no mailboxes, and nothing is nothing", () => {
  expect(grouped([at('NOOP', 100), at('NOOP', 800, 'count')])).toEqual([[100, ['NOOP']]]);
  expect(grouped([])).toEqual([]);
});

test('a mailbox that only a command without messages saw is the one of the run', () => {
  expect(grouped([at('STATUS', 0)])).toEqual([[100, ['STATUS']]]);
});
