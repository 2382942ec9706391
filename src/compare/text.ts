import { type Change, intervalOf } from '../difference/change';
import type { Difference } from '../difference/differences';
import type { RequestChange } from '../difference/requests';
import { bytes, milliseconds, range } from '../report/units';
import type { Compared } from './compared';

/** What is shown where there is no difference but noise. */
export const NOISE = '~';

/** A difference in a cell: by how much, and between which ends. */
export function cellText({ difference, outcome }: Compared): string {
  if (outcome === 'same') return NOISE;
  if (outcome === 'open') return '?';
  return byText(difference);
}

/** "+12 % (+8 to +16)", "+1.2 MiB (+1.1 to +1.3)", "100 → 101 GetObject", "O(k) no more". */
export function byText(difference: Difference): string {
  switch (difference.kind) {
    case 'cost':
      return changeText(difference.change);
    case 'requests':
      return difference.changes.map(requestText).join(', ');
    case 'order':
      return difference.head.outcome === 'fail'
        ? `grows beyond ${difference.base.law}, which the base keeps`
        : `keeps ${difference.head.law}, beyond which the base grows`;
    case 'status':
      return difference.head === null
        ? 'measured, which the base could not be'
        : `could not be measured: ${difference.head}`;
  }
}

const OVER_ALL: Readonly<Record<Difference['series'], string | null>> = {
  mailbox: null,
  count: 'over all counts of mails',
  size: 'over all sizes of mails',
  sessions: 'over all numbers of sessions',
};

/** What a person asks first, from how much to how much, and by how much: that is of all sizes, where one mailbox is not all. */
export function wholeText(difference: Difference): string {
  if (difference.kind !== 'cost') return byText(difference);
  const { metric, base, head } = difference.change;
  const amount = metric === 'cpu' ? milliseconds : bytes;
  const fromTo = `${amount(base)} → ${amount(head)}`;
  const all = OVER_ALL[difference.series];
  const by = byText(difference);
  return all === null ? `${fromTo}, ${by}` : `${fromTo} where it costs the most, ${by} ${all}`;
}

function changeText(change: Change): string {
  const interval = intervalOf(change);
  const ends = interval === null ? '' : ` (${interval.map((end) => signed(end, change)).join(' to ')})`;
  return `${signed(change.by, change)}${ends}`;
}

function signed(by: number, { metric }: Change): string {
  const sign = by < 0 ? '-' : '+';
  if (metric === 'cpu') return `${sign}${(100 * Math.abs(Math.expm1(by))).toFixed(1)} %`;
  return `${sign}${bytes(Math.abs(by))}`;
}

function requestText({ api, base, head }: RequestChange): string {
  return `${range(...base)} → ${range(...head)} ${api.slice(api.indexOf(':') + 1)}`;
}
