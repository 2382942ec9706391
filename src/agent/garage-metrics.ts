const COUNTER =
  /^api_(s3|k2v)_request_counter\{(?:[^}]*,)?api_endpoint="([^"]+)"[^}]*\} (\d[0-9.]*(?:e\+?\d+)?)$/;

/**
 * Garage's request counters from its Prometheus text (`api_s3_request_counter{api_endpoint="GetObject",…} 12`).
 * A counter appears only after its first request. Keys are `s3:GetObject`, `k2v:InsertBatch`.
 * Source: Garage's reference manual, monitoring. Throws on what is not Garage's: no counter would look like no request.
 */
export function requestCounters(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  if (!/^(garage_|api_)/m.test(text))
    throw new Error(`these are not Garage's metrics: ${text.slice(0, 200)}`);
  for (const line of text.split('\n')) {
    if (!/^api_(s3|k2v)_request_counter\b/.test(line)) continue;
    const found = COUNTER.exec(line);
    if (!found) throw new Error(`a request counter of Garage is not in its usual format: ${line}`);
    const [, api, endpoint, count] = found;
    counts[`${api}:${endpoint}`] = (counts[`${api}:${endpoint}`] ?? 0) + Number(count);
  }
  return counts;
}
