import { s3Request } from '../containers/s3-request';
import { type Bench, measured } from './bench';
import type { Programme } from './doses';
import { type Found, note } from './found';
import { judgeRequests, judgeTraffic } from './judge';

/** The load's buffer for a whole request, less its head. */
const MOST_IN_A_REQUEST = 60_000;

export async function requestDoses(bench: Bench, programme: Programme, found: Found): Promise<void> {
  for (const { endpoint, times, bytes } of programme.requests) {
    const request = s3Request(endpoint, bytes, bench.credentials);
    const taken = await measured(bench, () => bench.load.request(bench.s3, request, times));
    note(found, taken);
    const counted = taken.cost.requests;
    const { wrong } = judgeRequests(`s3:${endpoint}`, times, counted);
    found.requests.push({ endpoint, times, counted, wrong });
  }
}

export async function trafficDoses(bench: Bench, { traffic }: Programme, found: Found): Promise<void> {
  for (const { do: what, bytes } of traffic) {
    const client = await measured(bench, () => bench.load[what](bytes));
    note(found, client);
    const out = what === 'send';
    const direction = out ? ('out' as const) : ('in' as const);
    const seen = client.clientBytes?.[direction] ?? null;
    found.doses.push({ kind: 'traffic', ...judgeTraffic(bytes, seen), side: 'client', direction });
    if (bytes > MOST_IN_A_REQUEST) continue;
    await bench.load.request(bench.s3, s3Request('PutObject', bytes, bench.credentials), 1);
    const request = s3Request(out ? 'PutObject' : 'GetObject', bytes, bench.credentials);
    const storage = await measured(bench, () => bench.load.request(bench.s3, request, 1));
    note(found, storage);
    const there = storage.cost.storageBytes?.[direction] ?? null;
    found.doses.push({ kind: 'traffic', ...judgeTraffic(bytes, there), side: 'storage', direction });
  }
}
