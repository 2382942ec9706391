import { clip } from './escape';
import type { Sample } from './results';
import { range } from './units';

interface Span {
  readonly low: number;
  readonly high: number;
}

/** Requests of one kind of storage, per execution; where executions differ, from the fewest to the most. */
export interface ServiceCounts {
  readonly total: Span;
  /** By endpoint, the most frequent first. */
  readonly endpoints: readonly (Span & { readonly name: string })[];
}

export interface RequestCounts {
  readonly s3: ServiceCounts;
  readonly k2v: ServiceCounts;
}

export function requestCounts(samples: readonly Sample[]): RequestCounts | null {
  const counted = samples.flatMap(({ requests }) => (requests === null ? [] : [requests]));
  if (counted.length === 0) return null;
  return { s3: serviceCounts('s3:', counted), k2v: serviceCounts('k2v:', counted) };
}

/**
 * "100 GetObject", "2 UploadPart, 1 PutObject", "118–187 InsertBatch", "0". Where that is longer than it may be, the
 * sum and the most frequent of them: "12 (UploadPart…)".
 */
export function requestText(counts: ServiceCounts, longest = Number.POSITIVE_INFINITY): string {
  const { endpoints } = counts;
  const [most] = endpoints;
  if (most === undefined) return '0';
  const all = endpoints.map(({ low, high, name }) => `${range(low, high)} ${name}`).join(', ');
  if (all.length <= longest || endpoints.length === 1) return clip(all, longest);
  return `${clip(`${totalText(counts)} (${most.name}`, longest - 2)}…)`.replace('……', '…');
}

export function totalText({ total }: ServiceCounts): string {
  return range(total.low, total.high);
}

/** All requests to the storage, for sorting: the most that one execution made. */
export function mostRequests(counts: RequestCounts | null): number | null {
  return counts === null ? null : counts.s3.total.high + counts.k2v.total.high;
}

function serviceCounts(prefix: string, counted: readonly Readonly<Record<string, number>>[]): ServiceCounts {
  const names = new Set(
    counted.flatMap((counts) => Object.keys(counts)).filter((key) => key.startsWith(prefix)),
  );
  const endpoints = [...names]
    .map((key) => ({ name: key.slice(prefix.length), ...span(counted.map((counts) => counts[key] ?? 0)) }))
    .filter(({ high }) => high > 0)
    .sort((a, b) => b.high - a.high || a.name.localeCompare(b.name));
  const totals = counted.map((counts) => [...names].reduce((sum, key) => sum + (counts[key] ?? 0), 0));
  return { total: span(totals), endpoints };
}

function span(values: readonly number[]): Span {
  return { low: Math.min(...values), high: Math.max(...values) };
}
