import { SERVERS } from '../containers/server';
import { excuseFor, knownWrong } from './exceptions';

const known = [{ scenario: 'A', wrong: 'expected 0 messages, got 100', because: 'it never sets the flag' }];

test('a known fault is excused, another fault of the same scenario is not', () => {
  expect(excuseFor(known, 'A', 'hits: expected 0 messages, got 100 (more)')).toBe(known[0]);
  expect(excuseFor(known, 'A', 'hits: expected 0 messages, got 99')).toBeUndefined();
  expect(excuseFor(known, 'B', 'hits: expected 0 messages, got 100')).toBeUndefined();
});

test('the committed entries are of servers that exist', () => {
  for (const server of Object.keys(SERVERS)) expect(knownWrong(server)).toBeInstanceOf(Array);
});
