/** The text's poll population: every 5 minutes a client is connected for 2 seconds, so the time has 150 ticks. */
export const TICKS = (5 * 60) / 2;
/** How sure it is that no more are connected at once, in any tick of one period. */
export const SURE = 0.99;

/**
 * The most clients that are connected at once in one of the ticks, with this certainty: balls into bins, each tick a binomial
 * of the clients. The chances of the ticks are added up (Boole's inequality), so it is a bound from above, whatever hangs
 * together between ticks.
 */
export function mostAtOnce(clients: number, ticks = TICKS, sure = SURE): number {
  if (clients === 0) return 0;
  const p = 1 / ticks;
  const allowed = (1 - sure) / ticks;
  let [chance, above] = [(1 - p) ** clients, 1];
  for (let at = 0; at <= clients; at += 1) {
    above -= chance;
    if (above <= allowed) return at;
    chance *= ((clients - at) / (at + 1)) * (p / (1 - p));
  }
  return clients;
}
