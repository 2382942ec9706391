import { profileBefore } from '../budget/profile-file';
import { userNamed } from '../containers/more-users';
import { serverKind } from '../containers/server';
import { mailboxOf } from '../mailbox/choose';
import { REPLAY } from '../report/parts/replay';
import type { Replay, ReplayedCommand } from '../report/parts/replay-schema';
import type { Bench } from '../run/bench';
import { COMMAND_LOG } from '../scenario/command-log';
import type { Scenario } from '../scenario/scenario';
import { adapt } from './replay-adapt';
import { dearest, measuredAlone } from './replay-alone';
import { type Facts, factsOf } from './replay-facts';
import { FOLDER_MAILS, foldersIn } from './replay-folders';
import { Ground } from './replay-ground';
import { requestJudge } from './replay-judge';
import { notSent, replayOne } from './replay-one';
import type { Measured } from './studied';

export interface Wanted {
  /** How many of the lines with the highest peaks are measured once more, each on a freshly started server. */
  readonly alone: number;
}

/** Lines whose server did not survive; after so many the rest of the log tells nothing more. */
const MOST_BROKEN = 20;

/** Sends each line of the command log to the study's mailbox; requests are judged as those of the `specs` are. */
export function replay(specs: readonly Scenario[]): Measured<Replay, Wanted> {
  return { part: REPLAY, measure: (bench, wanted) => replayLog(bench, wanted, specs) };
}

async function replayLog(bench: Bench, { alone }: Wanted, specs: readonly Scenario[]): Promise<Replay> {
  const { commands: logged, counts } = COMMAND_LOG;
  const lines = logged.map(({ line }) => line);
  const folders = foldersIn(lines);
  const ground = new Ground(bench, folders);
  const facts = await factsFor(bench);
  const judged = requestJudge(
    bench.plan.server,
    specs,
    profileBefore(bench.plan.server, { file: bench.plan.profile ?? undefined }),
  );
  const commands: ReplayedCommand[] = [];
  let broken = 0;
  // Mailboxes that the log creates must not be there yet; its other commands expect them.
  for (const { name, line } of [...logged].sort(
    (a, b) => Number(isCreate(b.line)) - Number(isCreate(a.line)),
  )) {
    const replayed = adapt(line, facts);
    if (broken < MOST_BROKEN) await ground.ready(!isCreate(line));
    const { outcome, result } =
      broken < MOST_BROKEN ? await replayOne(bench, replayed) : notSent(replayed.scenario);
    if (outcome === 'broken') broken += 1;
    const verdicts = outcome === 'measured' ? judged(replayed.scenario, result) : [];
    commands.push({ name, line, outcome, result: { ...result, verdicts } });
  }
  const { storageApis, background = [] } = serverKind(bench.plan.server);
  const tops = dearest(commands, alone).map((line) => adapt(line, facts));
  return {
    names: counts.map(({ name, raw }) => ({
      name,
      raw,
      lines: logged.filter((one) => one.name === name).length,
    })),
    storageApis: [...storageApis],
    background: [...background],
    messages: facts.inbox.shown.length,
    appended: facts.appended,
    folderMails: FOLDER_MAILS,
    folders,
    refusedFolders: [...ground.refused],
    starts: bench.serverStarts,
    commands,
    alone: await measuredAlone(ground, tops),
  };
}

async function factsFor(bench: Bench): Promise<Facts> {
  const { stack, inboxOf, capabilities } = await bench.ready();
  const [planned] = bench.plan.mailboxes;
  if (planned === undefined) throw new Error('no mailbox is planned for the replay');
  return factsOf(mailboxOf(planned.spec), {
    user: userNamed(stack, null),
    inbox: inboxOf(null),
    capabilities,
  });
}

function isCreate(line: string): boolean {
  return line.startsWith('CREATE ');
}
