import type { Change } from '../difference/change';
import type { Difference } from '../difference/differences';
import { linesOf } from './table';
import { wholeText } from './text';

const cost = (series: Difference['series'], change: Partial<Change>): Difference => ({
  scenario: 'SEARCH TEXT',
  family: 'query',
  series,
  kind: 'cost',
  metric: change.metric ?? 'cpu',
  change: {
    metric: 'cpu',
    base: 116,
    head: 148,
    by: Math.log(1.27),
    error: 0.01,
    df: 8,
    sizesError: 0,
    pairs: 9,
    ...change,
  },
});
const peak = { metric: 'peak', base: 13_107_200, head: 8_231_322, by: -908_288, error: 1024 } as const;

test('from how much to how much is of the size that costs the most, and by how much of all', () => {
  expect(wholeText(cost('count', {}))).toMatch(
    /^116 ms → 148 ms where it costs the most, \+27\.0 % \(\+.* % to \+.* %\) over all counts of mails$/,
  );
  expect(wholeText(cost('size', peak))).toMatch(
    /^12\.5 MiB → 7\.85 MiB where it costs the most, -887 KiB \(.*\) over all sizes of mails$/,
  );
});

test('on one mailbox there is nothing to say of sizes', () => {
  expect(wholeText(cost('mailbox', {}))).toMatch(/^116 ms → 148 ms, \+27\.0 % \(/);
});

test('a cell says which sizes it is of where there are two series', () => {
  const told = (difference: Difference) => ({ difference, outcome: 'worse' as const, stage: 2 as const });
  const [both] = linesOf([told(cost('count', {})), told(cost('size', peak))]);
  expect(both?.cells.slice(0, 2)).toEqual([
    expect.stringMatching(/^by count \+27/),
    expect.stringMatching(/^by size -887 KiB/),
  ]);
  const [one] = linesOf([told(cost('count', {}))]);
  expect(one?.cells[0]).toMatch(/^\+27/);
});
