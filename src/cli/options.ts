import { join } from 'node:path';
import type { Command } from 'commander';
import { FAMILIES, SORTS } from '../config/choices';
import { type RunOptions, runOptions } from '../config/config';
import { scenarioNamed } from '../config/config-scenario';
import { MAILBOX_NAMES, SERVER_NAMES, SETTING_NAMES, type SettingName } from '../config/config-settings';
import { describeOwn } from '../containers/server';
import { loadOwn } from '../scenario/own';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';

/** Beside the compiled code; under Jest, beside the sources. */
const SPECS = join(__dirname, '..', '..', 'specs');

/** The flags of every command that measures. Values are checked with the config's, so that all sources err alike. */
export function withRunFlags(command: Command): Command {
  return command
    .option('--server <name>', `the IMAP server: ${SERVER_NAMES.join(', ')}`)
    .option('--image <ref>', "another image of it (the daemon's, or pulled)")
    .option('--family <names>', `only these families, separated by commas: ${FAMILIES.join(', ')}`)
    .option('--scenario <name>', 'only this scenario; the beginning of its name or a part is enough')
    .option('--part <names>', 'only these parts of the study, separated by commas; specs/study/ has them')
    .option('--sizes <numbers>', 'messages in the mailbox, separated by commas: each scenario once a size')
    .option(
      '--mailbox <name>',
      `only this generated mailbox: ${MAILBOX_NAMES.join(', ')} (2,327 mails, 281 MiB)`,
    )
    .option('--quick', 'fewer starts: faster, less certain')
    .option('--mbox <file>', 'measure with your own mail instead')
    .option('--maildir <dir>', 'measure with your own mail instead')
    .option('--profile <file>', "judge by this file instead of the server's in specs/profiles/")
    .option('--seed <number>', "the mail generator's seed")
    .option('--shard <i/n>', 'of a gate: only the i-th of n parts; `aerometer merge` joins them')
    .option('--out <dir>', 'where the results go (default: a new directory in results/)')
    .option('--resume <dir>', 'go on with a run that was ended: what it has measured is kept')
    .option('--sort <cost>', `worst first, over all families: ${SORTS.join(', ')}`)
    .option('--keep', 'leave the containers running afterwards, to look into them')
    .option('--wait <seconds>', 'how long to queue behind another run on the same engine (default: 60)')
    .option('--publish-host <address>', 'where ports are published (default: where the engine is reached)')
    .option('--probe <name>', "what reads the counters: agent (default), or Docker's stats: no peaks")
    .option('--config <file>', 'instead of aerometer.config.json in the current directory');
}

const SETTING_OF_FLAG: Readonly<Record<string, SettingName>> = {
  family: 'families',
  part: 'parts',
  wait: 'waitSeconds',
};

/** The options of a run, from flags, environment and file, with the scenario's name in full. Throws Failure (exit 2). */
export function optionsOf(
  mode: RunOptions['mode'],
  given: Readonly<Record<string, string | boolean>>,
  context: Context,
): RunOptions {
  const flags: Partial<Record<SettingName, string | boolean>> = {};
  for (const [flag, value] of Object.entries(given)) {
    const name = SETTING_OF_FLAG[flag] ?? SETTING_NAMES.find((setting) => setting === flag);
    if (name !== undefined) flags[name] = value;
  }
  const file = typeof given.config === 'string' ? given.config : undefined;
  const options = runOptions({ mode, flags, file, argv: context.argv, env: context.env, cwd: context.cwd });
  if (options.own) describeOwn(options.own);
  if (options.specs) loadOwn(options.specs);
  if (options.scenario === undefined) return options;
  return { ...options, scenario: scenarioNamed(options.scenario, options.families, loadScenarios(SPECS)) };
}
