import { Random } from '../mailbox/random';
import { drawMost } from '../meter/at-once';
import { idle } from '../report/parts/idle';
import { perSession } from '../report/parts/idle-figures';
import { readPart } from '../report/parts/part';
import { populations as part } from '../report/parts/populations';
import type { PopulationsData } from '../report/parts/populations-schema';
import { TEXT } from '../report/parts/populations-text';
import type { Bench } from '../run/bench';
import { knownUsers } from './idle-distinct';
import { pollPopulation } from './populations-poll';
import { pushPopulation, sessionHeld } from './populations-push';
import type { Measured } from './studied';

export interface PopulationsWanted {
  /** Users who poll, and as many who idle. */
  readonly clients: number;
  /** By what the text's 5 minutes and 2 seconds are divided. */
  readonly factor: number;
  /** Periods in which everybody polls once. */
  readonly rounds: number;
  /** Fixes when each of them polls, and the draws. */
  readonly seed: number;
  readonly draws: number;
}

export const populations: Measured<PopulationsData, PopulationsWanted> = {
  part,
  async measure(bench: Bench, wanted) {
    const { clients, factor, rounds, seed, draws } = wanted;
    const [periodMs, tickMs] = [TEXT.periodMs / factor, TEXT.pollMs / factor];
    const users = await knownUsers(bench, 'p', clients);
    const random = new Random(seed, clients);
    const phases = users.map(() => (random.next() / 2 ** 32) * periodMs);
    const poll = await pollPopulation(bench, { users, phases, periodMs, tickMs, rounds });
    const push = await pushPopulation(bench, { users, lastsMs: periodMs });
    const lengths = poll.polls.map(({ fromMs, toMs }) => Math.min((toMs - fromMs) / periodMs, 0.999));
    const known = readPart(bench.plan.directory, idle)?.data ?? null;
    const held = known && perSession(known);
    const drawn = (count: number, of: readonly number[]) => ({
      draws,
      most: of.length === 0 ? [] : drawMost({ count, lengths: of, draws }, random.fork()),
    });
    return {
      ...{ seed, factor, periodMs, tickMs, clients, rounds, poll, push },
      perSession: held
        ? {
            rssBytes: held.rss?.value ?? null,
            pssBytes: held.pss?.value ?? null,
            anonBytes: held.anon?.value ?? null,
            source: `idle sessions ${held.users === 'distinct' ? 'each of another user' : 'of one user'} that this run held`,
          }
        : sessionHeld(push),
      sliding: {
        text: drawn(TEXT.clients, [TEXT.pollMs / TEXT.periodMs]),
        here: drawn(clients, lengths),
      },
    };
  },
};
