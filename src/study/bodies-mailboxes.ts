import { userNamed } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { login, mustBeOk, type Session } from '../imap/login';
import { COMMAND_MS } from '../run/execution';
import { FEW_LARGE, type Filled, ownerOf, TWO_GROWING } from '../scenario/sizes';

/** A mailbox whose bodies are queried: whose it is, its name, and what it holds. */
export interface Queried {
  readonly user: string | null;
  readonly name: string;
  readonly N: number;
  readonly B: number;
  readonly M: number;
}

const LARGEST = FEW_LARGE.at(-1) as Filled;

/** So many mails of one size (M stays): an INBOX of the gate, or several copies of the largest. */
export function ofMails(messages: number): Queried {
  const { bytes: M } = LARGEST;
  const filled = FEW_LARGE.find((one) => one.messages === messages);
  if (filled) return { user: ownerOf(filled), name: 'INBOX', N: messages, B: messages * M, M };
  if (messages % LARGEST.messages !== 0)
    throw new RangeError(
      `no mailbox of ${messages} mails can be made of copies of ${LARGEST.messages} (FEW_LARGE)`,
    );
  return { user: ownerOf(LARGEST), name: `Copies-${messages}`, N: messages, B: messages * M, M };
}

/** A few mails of so many bytes each (M grows). */
export function ofBytes(bytes: number): Queried {
  const filled = TWO_GROWING.find((one) => one.bytes === bytes);
  if (!filled) throw new RangeError(`the gate has no mailbox with mails of ${bytes} bytes (TWO_GROWING)`);
  const { messages: N } = filled;
  return { user: ownerOf(filled), name: 'INBOX', N, B: N * bytes, M: bytes };
}

/** A session that has opened it. Throws Failure where it does not hold what it should. */
export async function opened(stack: Stack, { user, name, N }: Queried): Promise<Session> {
  const session = await login(stack.server.imap, userNamed(stack, user));
  const line = `SELECT ${name}`;
  const { untagged } = mustBeOk(await session.wire.run(line, COMMAND_MS), line, 'it was made just now');
  const exists = untagged.find(({ text }) => /^\d+ EXISTS$/i.test(text))?.text;
  if (exists === undefined || Number.parseInt(exists, 10) !== N)
    throw new Error(`${name} should hold ${N} mails, and SELECT said ${exists}`);
  return session;
}

/** Makes what is not seeded, by COPY, unless it is there. */
export async function makeCopies(stack: Stack, wanted: readonly Queried[]): Promise<void> {
  for (const { user, name, N } of wanted.filter((one) => one.name !== 'INBOX')) {
    const { wire } = await login(stack.server.imap, userNamed(stack, user));
    const run = async (line: string) =>
      mustBeOk(await wire.run(line, COMMAND_MS), line, 'larger mailboxes are made of copies');
    try {
      if ((await wire.run(`CREATE ${name}`, COMMAND_MS)).status !== 'OK') continue;
      await run('SELECT INBOX');
      for (let copied = 0; copied < N; copied += LARGEST.messages) await run(`COPY 1:* ${name}`);
    } finally {
      wire.close();
    }
  }
}
