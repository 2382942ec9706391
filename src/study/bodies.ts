import { answerOf } from '../imap/answer';
import type { Completion } from '../imap/wire';
import { bodies as part } from '../report/parts/bodies';
import { follows, slopeOf } from '../report/parts/bodies-claims';
import type { Bodies, BodyReading } from '../report/parts/bodies-measured';
import { type Bench, tell } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { freshStack, refuse, refuseEmpty, sampleOf, survives } from './alone';
import { wrongOf } from './bodies-answer';
import { makeCopies, ofBytes, ofMails, opened, type Queried } from './bodies-mailboxes';
import { slowReading, type Unhurried } from './bodies-slow';
import type { Measured } from './studied';

export interface WantedBodies {
  /** Commands that go through the whole mailbox, by the names they have in the report. */
  readonly commands: Readonly<Record<string, string>>;
  /** Numbers of mails, all of one size: B grows, M stays. */
  readonly mails: readonly number[];
  /** Bytes of each of two mails: M grows. */
  readonly bytes: readonly number[];
  /** Server starts for each command and size; where they leave open whether memory follows B, again as many, so often at most. */
  readonly starts: number;
  readonly again: number;
  /** FETCH 1:* BODY.PEEK[] by clients that do not take the answer as it comes. */
  readonly slow: readonly Unhurried[];
}

/** Memory of what goes through bodies, while B grows with M fixed and the other way round, and with a client that reads slowly. */
export const bodies: Measured<Bodies, WantedBodies> = {
  part,
  async measure(bench, wanted) {
    const data: Bodies = { readings: [], slow: [], brokenOff: [] };
    const ofB = wanted.mails.map(ofMails);
    const every = [...ofB, ...wanted.slow.flatMap(({ mails }) => mails.map(ofMails))];
    const ready = async () => makeCopies((await bench.ready()).stack, every);
    for (const [series, mailboxes] of [
      ['B', ofB],
      ['M', wanted.bytes.map(ofBytes)],
    ] as const) {
      for (const [command, line] of Object.entries(wanted.commands)) {
        tell({ event: 'note', text: `${command}, ${series} grows` });
        const what = `${line} of ${mailboxes.map(({ N }) => N).join(', ')} mails`;
        const once = async () => {
          for (const mailbox of mailboxes)
            for (let start = 0; start < wanted.starts; start += 1)
              data.readings.push({ series, ...(await reading(bench, mailbox, command, line)) });
        };
        // Where one size breaks the server, larger ones are not tried.
        await survives(bench, what, data.brokenOff, async () => {
          await ready();
          await once();
          const open = () => series === 'B' && follows(slopeOf(data, command, 'B')) === 'undecided';
          for (let more = 0; more < wanted.again && open(); more += 1) await once();
        });
      }
    }
    for (const unhurried of wanted.slow) {
      const what = `${unhurried.line} by a client that takes ${unhurried.rate} bytes a second`;
      tell({ event: 'note', text: what });
      await survives(bench, what, data.brokenOff, async () => {
        await ready();
        for (const mails of unhurried.mails)
          for (let start = 0; start < unhurried.starts; start += 1)
            data.slow.push(await slowReading(bench, ofMails(mails), unhurried));
      });
    }
    refuseEmpty([...data.readings, ...data.slow], data.brokenOff);
    return data;
  },
};

async function reading(
  bench: Bench,
  queried: Queried,
  command: string,
  line: string,
): Promise<Omit<BodyReading, 'series'>> {
  const { N, B, M } = queried;
  const stack = await freshStack(bench);
  const { wire } = await opened(stack, queried);
  try {
    let done: Completion | null = null;
    const sample = await sampleOf(bench, stack, async () => {
      done = await wire.run(line, COMMAND_MS);
      return done;
    });
    if (done !== null) refuse(wrongOf(done, line, queried), answerOf(done).text);
    return { command, line, mailbox: { N, B, M }, sample };
  } finally {
    wire.close();
  }
}
