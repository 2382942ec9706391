import type { Command } from 'commander';
import type Docker from 'dockerode';
import { runAccuracy } from '../accuracy/accuracy';
import type { RunOptions } from '../config/config';
import { EXIT, type ExitCode, Failure, worst } from '../config/failure';
import type { ServerName } from '../containers/server';
import { ensureEngine, terminalQuestion } from '../engine/bringup';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { readResults } from '../report/results';
import { shardOf } from '../run/shard';
import { runSuite } from '../run/suite';
import type { Context } from './context';
import { optionsOf, withRunFlags } from './options';
import { checkLine, lastLine, sum, type Tally, tallyOf } from './tally';
import { badLuckStage, unitStage } from './unit';

type Server = Exclude<ServerName, 'own'>;
interface Gated {
  readonly exitCode: ExitCode;
  readonly tally: Tally;
  /** Somebody ended the run: no other is started. */
  readonly interrupted: boolean;
}

/** All, or the one that was named. One that a config file describes is gated by `run --gate`, beside no test of ours. */
function serversOf({ server }: RunOptions): readonly Server[] {
  if (server === undefined) return ['aerogramme', 'maddy', 'dovecot'];
  if (server !== 'own') return [server];
  throw new Failure(EXIT.usage, {
    fact: 'npm test gates the servers of aerometer itself',
    cause: '--server own is described in a config file',
    next: 'npx aerometer run --gate',
  });
}

/** What a whole gate of each usually takes on two cores. */
const WHOLE: Readonly<Record<Server, string>> = {
  aerogramme: 'half an hour',
  maddy: '8 minutes',
  dovecot: '4 minutes',
};
const NOTHING: Tally = { passed: 0, failed: 0 };
const LEFT_OUT: Pick<Gated, 'exitCode' | 'tally'> = { exitCode: EXIT.ok, tally: NOTHING };

/** What npm test runs. */
export function addGate(program: Command, context: Context): void {
  withRunFlags(
    program
      .command('gate')
      .description(
        'unit tests, the gate of every server that can be had (of one with --server; answers and requests only with --quick), how exact the figures are',
      ),
  ).action(async (given: Record<string, string | boolean>) => {
    const options = optionsOf('gate', given, context);
    refuseManyShards(options);
    const isFirst = options.shard === undefined || shardOf(options.shard).number === 1;
    if (!isFirst) context.say(`Shard ${options.shard}: all tests but the gate's are the first shard's.`);
    const unit = isFirst ? unitStage(context.say) : NOTHING;
    const servers = await gateServers(options, context.say);
    const goesOn = isFirst && !servers.interrupted;
    const accuracy = goesOn ? await accuracyStage(options, context.say) : LEFT_OUT;
    const badLuck = goesOn ? badLuckStage() : NOTHING;
    context.say(lastLine(sum([unit, servers.tally, accuracy.tally, badLuck])));
    const tests = unit.failed + badLuck.failed === 0 ? EXIT.ok : EXIT.unmeasured;
    context.exit(worst([tests, servers.exitCode, accuracy.exitCode]));
  });
}

/** Three servers at once would be three runs, each divided by itself. */
function refuseManyShards({ shard, server }: RunOptions): void {
  if (shard === undefined || server !== undefined) return;
  throw new Failure(EXIT.usage, {
    fact: `--shard ${shard} divides the gate of one server`,
    cause: 'no --server was named',
    next: `name one: npm test -- --server maddy --shard ${shard}`,
  });
}

async function gateServers(options: RunOptions, say: (line: string) => void): Promise<Gated> {
  let docker: Docker;
  try {
    docker = (await ensureEngine({ say, ask: terminalQuestion() })).docker;
  } catch (error) {
    return failed(error, say);
  }
  const outcomes: Gated[] = [];
  for (const server of serversOf(options)) {
    if (await leftOut(docker, server, options, say)) continue;
    if (!options.quick)
      say(
        `${server}: its whole gate, some ${WHOLE[server]} on two cores; answers and requests only: npm test -- --quick`,
      );
    const outcome = await gateServer(optionsFor(server, options), say);
    outcomes.push(outcome);
    if (outcome.interrupted) break;
  }
  return {
    exitCode: worst(outcomes.map(({ exitCode }) => exitCode)),
    tally: sum(outcomes.map(({ tally }) => tally)),
    interrupted: outcomes.some(({ interrupted }) => interrupted),
  };
}

/** An image is of one server: of the one that was named with it, else of the first-class one. */
export function optionsFor(server: Server, options: RunOptions): RunOptions {
  const { image, out, ...others } = options;
  const itsImage = image !== undefined && server === (options.server ?? 'aerogramme') ? { image } : {};
  // Three servers cannot share one directory of results.
  const itsOut = out === undefined ? {} : { out: options.server === undefined ? `${out}/${server}` : out };
  return { ...others, ...itsImage, ...itsOut, server };
}

/**
 * Whether the gate does without a server: only where nobody asked for it and its image can neither be had nor built here.
 * One that can be built and yet was not is a failure.
 */
async function leftOut(
  docker: Docker,
  server: Server,
  options: RunOptions,
  say: (line: string) => void,
): Promise<boolean> {
  const recipe = RECIPES[server];
  if (recipe.build !== null || options.server !== undefined || options.image !== undefined) return false;
  try {
    await obtain(docker, recipe, { say });
    return false;
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.machine) throw error;
    say(`${server}: not measured. ${error.message}`);
    return true;
  }
}

async function gateServer(options: RunOptions, say: (line: string) => void): Promise<Gated> {
  try {
    const { exitCode, directory } = await runSuite(options, { say });
    const results = directory === null ? null : readResults(directory);
    const counted = results === null ? NOTHING : tallyOf(results);
    // A run that failed as a whole has no scenario to show for it.
    const hidden = counted.failed === 0 && exitCode !== EXIT.ok && exitCode !== EXIT.inconclusive;
    const tally = hidden ? { ...counted, failed: 1 } : counted;
    return { exitCode, tally, interrupted: results?.run.finishedAt === null };
  } catch (error) {
    return failed(error, say);
  }
}

/** How exact the figures are: the short form, each of its targets a check but for those that hang on the machine's speed. */
async function accuracyStage(
  options: RunOptions,
  say: (line: string) => void,
): Promise<Pick<Gated, 'exitCode' | 'tally'>> {
  try {
    const { exitCode, targets } = await runAccuracy({ ...options, short: true }, { say });
    const counted = targets.filter(({ timed }) => !timed);
    const checks = counted.map(({ name, met, actual }) => checkLine(`${name}: ${actual}`, met, say));
    const all = sum(checks);
    // A dose that could not be known misses no target and yet fails.
    return { exitCode, tally: exitCode === EXIT.ok ? all : { ...all, failed: Math.max(1, all.failed) } };
  } catch (error) {
    return failed(error, say);
  }
}

/** One server that fails does not keep the others from being measured. */
function failed(error: unknown, say: (line: string) => void): Gated {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  return { exitCode: error.exitCode, tally: { passed: 0, failed: 1 }, interrupted: false };
}
