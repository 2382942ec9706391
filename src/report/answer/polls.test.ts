import { Random } from '../../mailbox/random';
import { drawMost } from '../../meter/at-once';
import { chanceOfMore, mostPolling, SURE, TICKS } from './polls';

test.each([
  [0, 0],
  [1, 1],
  [2, 2],
  [1000, 20],
])('of %d clients %d are connected at once', (clients, most) => expect(mostPolling(clients)).toBe(most));

/** Of so many draws in continuous time, the share in which more than `most` were there at once. */
test.each([10, 100, 1000])(
  '%d clients: the chances are those of seeded draws in continuous time',
  (clients) => {
    const draws = 3000;
    const drawn = drawMost({ count: clients, lengths: [1 / TICKS], draws }, new Random(7, clients));
    for (const most of [mostPolling(clients) - 1, mostPolling(clients)]) {
      const chance = chanceOfMore(clients, TICKS, most);
      const share = drawn.reduce((sum, [value, times]) => (value > most ? sum + times : sum), 0) / draws;
      expect(Math.abs(chance - share)).toBeLessThan(4 * Math.sqrt(0.02 / draws));
    }
  },
);

test('it is the smallest number that is sure enough', () => {
  for (const clients of [10, 400, 10_000]) {
    const most = mostPolling(clients);
    expect(chanceOfMore(clients, TICKS, most)).toBeLessThanOrEqual(1 - SURE);
    expect(chanceOfMore(clients, TICKS, most - 1)).toBeGreaterThan(1 - SURE);
  }
});

test('all of them are there at once where a poll lasts the whole period, and none is where nobody polls', () => {
  expect(mostPolling(50, 1)).toBe(50);
  expect(chanceOfMore(3, TICKS, 3)).toBe(0);
});
