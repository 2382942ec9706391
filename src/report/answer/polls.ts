/** The text's poll population: every 5 minutes a client is connected for 2 seconds, so the time has 150 ticks. */
export const TICKS = (5 * 60) / 2;
/** How sure it is that no more are connected at once, at any moment of one period. */
export const SURE = 0.99;

/** The most clients that are connected at once at any moment of a period, with this certainty. */
export function mostPolling(clients: number, ticks = TICKS, sure = SURE): number {
  for (let most = 0; most < clients; most += 1)
    if (chanceOfMore(clients, ticks, most) <= 1 - sure) return most;
  return clients;
}

/**
 * The chance that at some moment of a period more than `most` of the clients are connected, each at a moment of its own for one
 * part in `ticks`. Polls do not begin with ticks, so whoever comes late in one meets who comes early in the next: it is a scan
 * statistic. Each client who finds `most` others connected goes above; those who do so shortly after another one has are taken
 * out by Alm's factor. Source: Alm, "On the distribution of the scan statistic of a Poisson process" (1983), as in Glaz, Naus,
 * Wallenstein, "Scan Statistics" (2001), chapter 11; with the binomial for the Poisson, since the clients are counted.
 */
export function chanceOfMore(clients: number, ticks: number, most: number): number {
  if (most >= clients) return 0;
  const p = 1 / ticks;
  const mean = clients * p;
  if (most + 1 <= mean) return 1;
  let found = (1 - p) ** (clients - 1);
  for (let at = 0; at < most; at += 1) found *= ((clients - 1 - at) / (at + 1)) * (p / (1 - p));
  return 1 - Math.exp(-clients * found * (1 - mean / (most + 1)));
}
