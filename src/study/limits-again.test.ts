import { type Failed, failures } from './limits-again';

const KILLED = 'the server (imapd) was killed for memory';
const LOCKED = 'the mailbox is locked';

/** What each attempt at a scenario comes to, in turn; nothing more: it survives. */
function attempts(outcomes: Record<string, string[]>) {
  const tried: string[] = [];
  return {
    tried,
    attempt: async (scenario: string): Promise<Failed | null> => {
      tried.push(scenario);
      const reason = outcomes[scenario]?.shift();
      return reason === undefined ? null : { scenario, reason };
    },
  };
}

test('who is killed for memory has failed, and is not tried again', async () => {
  const { tried, attempt } = attempts({ b: [KILLED] });
  const again: Failed[] = [];
  expect(await failures(['a', 'b', 'c'], attempt, again)).toEqual([{ scenario: 'b', reason: KILLED }]);
  expect(tried).toEqual(['a', 'b', 'c']);
  expect(again).toEqual([]);
});

test('any other failure is tried once more and told, whatever comes of it', async () => {
  const { tried, attempt } = attempts({ a: [LOCKED], b: [LOCKED, LOCKED], c: [LOCKED, KILLED] });
  const again: Failed[] = [];
  expect(await failures(['a', 'b', 'c'], attempt, again)).toEqual([
    { scenario: 'b', reason: LOCKED },
    { scenario: 'c', reason: KILLED },
  ]);
  expect(tried).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  expect(again.map(({ scenario }) => scenario)).toEqual(['a', 'b', 'c']);
});

test('it ends at the most failures that are asked for', async () => {
  const { tried, attempt } = attempts({ a: [KILLED], b: [KILLED] });
  expect(await failures(['a', 'b', 'c'], attempt, [], 1)).toHaveLength(1);
  expect(tried).toEqual(['a']);
});
