import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Family, Sort } from './choices';
import { commandLine } from './command-line';
import {
  type MAILBOX_NAMES,
  type PROBE_NAMES,
  type SERVER_NAMES,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingsOfFile,
  settingsOfTexts,
} from './config-settings';
import { EXIT, Failure, reasonOf } from './failure';
import { type OwnServer, withContent } from './own-server';

/** What a run is asked to do: every source of settings put together. */
/** A fault that the detection bench plants on purpose; no setting of users can name one. */
export interface Planted {
  /** A file of doses for a load beside the server (src/run/injector.ts); null: the fault is inside the server. */
  readonly doses: string | null;
  /** The fault inside the server (src/containers/altered.ts); null: none. */
  readonly altered: string | null;
  /** Names of the scenarios it is planted in; empty: all. */
  readonly scenarios: readonly string[];
}

export interface RunOptions {
  readonly mode: 'study' | 'gate';
  readonly server?: (typeof SERVER_NAMES)[number];
  readonly image?: string;
  /** Empty: all. */
  readonly families: readonly Family[];
  /** A scenario's name, in full. */
  readonly scenario?: string;
  /** Parts of the study (specs/study/), measured alone. */
  readonly parts?: readonly string[];
  readonly sizes?: readonly number[];
  /** A generated mailbox, measured alone. */
  readonly mailbox?: (typeof MAILBOX_NAMES)[number];
  readonly quick: boolean;
  readonly out?: string;
  /** The directory of a run that was ended before it was whole, and goes on. */
  readonly resume?: string;
  readonly keep: boolean;
  /** How long to queue behind another run on the same engine. */
  readonly waitSeconds: number;
  readonly mbox?: string;
  readonly maildir?: string;
  /** Another file than the server's in specs/profiles/. */
  readonly profile?: string;
  /** Where ports are published; without it, where the engine itself is reached. */
  readonly publishHost?: string;
  /** What reads the counters. */
  readonly probe: (typeof PROBE_NAMES)[number];
  readonly sort?: Sort;
  readonly seed?: number;
  /** The server `own`, with its files' content. */
  readonly own?: OwnServer;
  /** Spec files of the user's own, or folders of them. */
  readonly specs?: readonly string[];
  /** "1/3": only this part of the scenarios, the first of three. */
  readonly shard?: string;
  /** The server's profile is taken anew from this run, and why it may cost more than it did. */
  readonly update?: boolean;
  readonly because?: string;
  readonly planted?: Planted;
  /** The line as typed. */
  readonly command: string;
}

export const CONFIG_FILE = 'aerometer.config.json';
const DEFAULTS = {
  quick: false,
  keep: false,
  waitSeconds: 60,
  probe: 'agent',
  families: [],
} as const;

/** Flags as they are called on the command line, where that is not `--` and the setting's name. */
const FLAGS: Partial<Record<SettingName, string>> = {
  families: '--family',
  parts: '--part',
  waitSeconds: '--wait',
  publishHost: '--publish-host',
};

export interface Sources {
  readonly mode: RunOptions['mode'];
  /** The command line after the program's name. */
  readonly argv: readonly string[];
  readonly flags: Partial<Record<SettingName, string | boolean>>;
  /** --config FILE. */
  readonly file?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** One file, then the environment, then flags: the later wins. Throws Failure (exit code 2). */
export function runOptions(sources: Sources): RunOptions {
  const texts = Object.fromEntries(SETTING_NAMES.map((name) => [name, sources.env[variableOf(name)]]));
  const settings = {
    ...fromFile(sources),
    ...settingsOfTexts(texts, variableOf),
    ...settingsOfTexts(sources.flags, (name) => FLAGS[name] ?? `--${name}`),
  };
  refuseContradictions(settings);
  const paths = absolute(settings, sources.cwd);
  return { ...DEFAULTS, ...settings, ...paths, mode: sources.mode, command: commandLine(sources.argv) };
}

/** AEROMETER_PUBLISH_HOST of publishHost. */
export function variableOf(name: SettingName): string {
  return `AEROMETER_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

function fromFile({ file, cwd }: Sources): Settings {
  const path = resolve(cwd, file ?? CONFIG_FILE);
  // Only the file that the user named has to be there.
  if (file === undefined && !existsSync(path)) return {};
  const settings = settingsOfFile(basename(path), parsed(path));
  // What a file names lies where the file lies.
  const own = settings.own === undefined ? {} : { own: withContent(settings.own, dirname(path)) };
  return { ...settings, ...absolute(settings, dirname(path)), ...own };
}

/** Paths that no longer depend on the directory they are read in: specs run in another one. */
function absolute(settings: Settings, base: string): Settings {
  const at = (name: 'out' | 'resume' | 'mbox' | 'maildir' | 'profile') =>
    settings[name] === undefined ? {} : { [name]: resolve(base, settings[name]) };
  const specs = settings.specs?.map((path) => resolve(base, path));
  return {
    ...at('out'),
    ...at('resume'),
    ...at('mbox'),
    ...at('maildir'),
    ...at('profile'),
    ...(specs === undefined ? {} : { specs }),
  };
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(EXIT.usage, {
      fact: `${basename(path)} cannot be read`,
      cause: `${path}: ${reasonOf(error)}`,
      next: 'correct it, or name another file with --config FILE',
    });
  }
}

function refuseContradictions({ mbox, maildir, sizes, mailbox, parts }: Settings): void {
  const given = Object.entries({ mbox, maildir, sizes, mailbox }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const flags = given.map((name) => `--${name}`).join(', ');
  if (given.length > 1)
    throw new Failure(EXIT.usage, {
      fact: `${given.join(' and ')} cannot be used together`,
      cause: 'each of them says which mailbox to measure',
      next: `give one of ${flags}`,
    });
  if (given.length > 0 && parts !== undefined)
    throw new Failure(EXIT.usage, {
      fact: `${given.join()} and parts cannot be used together`,
      cause: 'each part of the study has the mailbox that it needs',
      next: `give --part or ${flags}, not both`,
    });
}
