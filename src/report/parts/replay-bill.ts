import type { PriceClass } from './prices';
import { type LineCost, type NameDay, ofDay, type Ranged } from './replay-day';

const DAYS_A_MONTH = 30;
const THOUSAND = 1000;
const GB = 1e9;

type Group = `s3:${keyof PriceClass['s3PerThousand']}` | `k2v:${keyof PriceClass['k2vPerThousand']}`;

/** What providers charge a request as, by how its endpoint begins (Amazon's S3 API reference; Garage's K2V specification). */
const GROUPS: readonly (readonly [Group, RegExp])[] = [
  ['s3:put', /^s3:(Put|Copy|Post|CreateMultipartUpload|UploadPart|CompleteMultipartUpload)/],
  ['s3:list', /^s3:List/],
  ['s3:get', /^s3:(Get|Head)/],
  ['s3:delete', /^s3:(Delete|AbortMultipartUpload)/],
  ['k2v:read', /^k2v:(Read|Poll)/],
  ['k2v:write', /^k2v:(Insert|Delete)/],
];

export interface Bill {
  /** Per client and month, in the table's currency: requests of S3, of K2V, and traffic out of the storage. */
  readonly s3: Ranged;
  readonly k2v: Ranged;
  readonly egress: Ranged;
  readonly total: Ranged;
}

/** null where no line's requests or bytes were counted: the server has no storage to pay for. */
export function billOf(days: readonly NameDay[], prices: PriceClass): Bill | null {
  const month = (value: (cost: LineCost) => number | null): Ranged | null => {
    const day = ofDay(days, value);
    if (day === null) return null;
    const { low, mix, high } = day;
    return { low: low * DAYS_A_MONTH, mix: mix * DAYS_A_MONTH, high: high * DAYS_A_MONTH };
  };
  const [s3, k2v] = [requestCost(prices, 's3:'), requestCost(prices, 'k2v:')];
  const egress = ({ bytes }: LineCost) => (bytes === null ? null : (bytes.in / GB) * prices.egressPerGB);
  const total = (cost: LineCost) => {
    const parts = [s3(cost), k2v(cost), egress(cost)];
    return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  };
  const bill = { s3: month(s3), k2v: month(k2v), egress: month(egress), total: month(total) };
  const { s3: a, k2v: b, egress: c, total: d } = bill;
  return a === null || b === null || c === null || d === null ? null : { s3: a, k2v: b, egress: c, total: d };
}

/** Endpoints that no price is known for, which the bill leaves out. */
export function unpriced(days: readonly NameDay[]): string[] {
  const all = days.flatMap(({ measured }) => measured.flatMap(({ requests }) => Object.keys(requests ?? {})));
  return [...new Set(all)].filter((endpoint) => groupOf(endpoint) === undefined).sort();
}

export function groupOf(endpoint: string): Group | undefined {
  return GROUPS.find(([, sign]) => sign.test(endpoint))?.[0];
}

function requestCost({ s3PerThousand: s3, k2vPerThousand: k2v }: PriceClass, service: string) {
  const price: Readonly<Record<Group, number>> = {
    's3:put': s3.put,
    's3:get': s3.get,
    's3:list': s3.list,
    's3:delete': s3.delete,
    'k2v:read': k2v.read,
    'k2v:write': k2v.write,
  };
  return ({ requests }: LineCost): number | null =>
    requests === null
      ? null
      : Object.entries(requests).reduce((sum, [endpoint, n]) => {
          const group = endpoint.startsWith(service) ? groupOf(endpoint) : undefined;
          return group === undefined ? sum : sum + (n * price[group]) / THOUSAND;
        }, 0);
}
