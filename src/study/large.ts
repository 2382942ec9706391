import { login, mustBeOk } from '../imap/login';
import { large as part } from '../report/parts/large';
import type { Large, Way } from '../report/parts/large-measured';
import { WAYS } from '../report/parts/large-measured';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { refuseEmpty, survives } from './alone';
import { limitOf, saysOfSizes } from './large-beyond';
import { MAILBOX, passes } from './large-ways';
import type { Measured } from './studied';

export interface WantedLarge {
  /** Bytes of the mails. */
  readonly sizes: readonly number[];
  /** Server starts for each size and way. */
  readonly starts: number;
  /** Mails of one small size between two readings, which each alone would cost too little to read. */
  readonly small: { readonly bytes: number; readonly times: number } | null;
  /** Sizes to find the server's own limit with, smallest first: each is told to it, and sent up to `mostSent`. */
  readonly beyond: readonly number[];
  readonly mostSent: number;
}

/** Mails from 1 to 25 MB on their way through the server, each way and size on a start of its own. */
export const large: Measured<Large, WantedLarge> = {
  part,
  async measure(bench, { sizes, starts, small, beyond, mostSent }) {
    const data: Large = {
      readings: [],
      refusals: [],
      beyond: [],
      says: { appendLimit: null, lmtpSize: null },
      brokenOff: [],
    };
    const one = async (way: Way, bytes: number, times: number) => {
      await survives(bench, `${way} of a mail of ${bytes} bytes`, data.brokenOff, async () => {
        await makeMailbox(bench);
        const passed = await passes(bench, way, bytes, times);
        if ('answer' in passed) data.refusals.push({ way, bytes, ...passed });
        else data.readings.push({ way, bytes, ...passed });
      });
    };
    if (small !== null) for (const way of WAYS) await one(way, small.bytes, small.times);
    for (const bytes of sizes) {
      tell({ event: 'note', text: `mails of ${bytes / 1e6} MB` });
      for (let start = 0; start < starts; start += 1) for (const way of WAYS) await one(way, bytes, 1);
    }
    await survives(bench, 'what the server says of its limits', data.brokenOff, async () => {
      data.says = await saysOfSizes(bench);
    });
    for (const way of ['append', 'lmtp'] as const) {
      const what = `the server's own limit of ${way}`;
      await survives(bench, what, data.brokenOff, async () => {
        await makeMailbox(bench);
        for await (const one of limitOf(bench, way, beyond, mostSent)) data.beyond.push(one);
      });
    }
    refuseEmpty(data.readings, data.brokenOff);
    return data;
  },
};

/** Where APPEND puts its mails, for FETCH to find them: a server that was discarded took the mailbox along. */
async function makeMailbox(bench: Bench): Promise<void> {
  const { stack } = await bench.ready();
  const { wire } = await login(stack.server.imap, stack.account);
  try {
    const line = `STATUS ${MAILBOX} (MESSAGES)`;
    if ((await wire.run(line, COMMAND_MS)).status === 'OK') return;
    mustBeOk(await wire.run(`CREATE ${MAILBOX}`, COMMAND_MS), 'CREATE', 'large mails need a mailbox');
  } finally {
    wire.close();
  }
}
