/**
 * Garage's request counters from its Prometheus text (`api_s3_request_counter{api_endpoint="GetObject",…} 12`).
 * A counter appears only after its first request. Keys are `s3:GetObject`, `k2v:InsertBatch`.
 * Source: Garage's reference manual, monitoring.
 */
export function requestCounters(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const found = /^api_(s3|k2v)_request_counter\{([^}]*)\}\s+([0-9.e+]+)$/.exec(line);
    const endpoint = found && /api_endpoint="([^"]+)"/.exec(found[2] as string)?.[1];
    if (!found || !endpoint) continue;
    const key = `${found[1]}:${endpoint}`;
    counts[key] = (counts[key] ?? 0) + Number(found[3]);
  }
  return counts;
}
