import { EXIT, Failure } from '../config/failure';
import type { OwnServer } from '../config/own-server';
import type { ImageName } from '../images/recipes';
import { aerogramme } from './aerogramme';
import type { Credentials } from './credentials';
import { dovecot } from './dovecot';
import { maddy } from './maddy';
import { ownKind } from './own';

/** `own`: the one that the user's config file describes. */
export type ServerName = Extract<ImageName, 'aerogramme' | 'maddy' | 'dovecot'> | 'own';

/** A file put into a container before it starts. */
export interface InjectedFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** A command run once in a container of the server's image, on the server's state, to make the user. */
export interface Errand {
  readonly command: readonly string[];
  /** Its output is written there afterwards, so that no shell is needed to redirect it. */
  readonly outputTo?: (output: string) => { readonly path: string; readonly text: string };
  readonly needsStorage: boolean;
}

/** Where a server looks its users up: further ones are made by writing there, with the first one's password and its hash. */
export interface UserList {
  /** File below the state volume; seeding has put the first user there. */
  readonly path: string;
  /** Matches where an entry begins. */
  readonly entry: RegExp;
  /** Whether a user's mail needs a bucket that no other user has. */
  readonly ownBucket: boolean;
}

/** All that the suite knows about one server; adding one is one of these and a folder under docker/. */
export interface ServerKind {
  readonly name: ServerName;
  /** Whether its mail is in Garage. */
  readonly storage: boolean;
  /** Which storage APIs it uses, for the columns of the report. */
  readonly storageApis: readonly ('s3' | 'k2v')[];
  /** Requests it makes by time and not by command, such as `k2v:PollItem`: no command is charged with them. */
  readonly background?: readonly string[];
  readonly imapPort: number;
  /** IMAP over TLS from the first byte (RFC 8314 section 3.2); null where its config offers none. */
  readonly imapsPort: number | null;
  readonly lmtpPort: number;
  /** Where a load inside its container takes doses (altered.ts); servers as users run them have none. */
  readonly dosePort?: number;
  /** Where its state volume is mounted. */
  readonly stateAt: string;
  readonly entrypoint: readonly string[] | null;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  /** IMAP login name. */
  login(credentials: Credentials): string;
  files(credentials: Credentials): InjectedFile[];
  /** Files in the state volume (path below it) made before the errands. */
  stateFiles(
    credentials: Credentials,
  ): { readonly path: string; readonly text: string; readonly owner?: number }[];
  errands(credentials: Credentials): Errand[];
  readonly userList: UserList;
}

export const SERVERS: Readonly<Record<Exclude<ServerName, 'own'>, ServerKind>> = {
  aerogramme,
  maddy,
  dovecot,
};

let own: ServerKind | undefined;

/** Throws Failure (exit code 2) for a server of the user's own that no config file describes. */
export function serverKind(name: ServerName): ServerKind {
  const kind = name === 'own' ? own : SERVERS[name];
  if (kind !== undefined) return kind;
  throw new Failure(EXIT.usage, {
    fact: 'the server "own" is not described',
    cause: 'no config file has `own`',
    next: 'describe it in aerometer.config.json: docs/own-server.md',
  });
}

/** Of a name as results have it; undefined where nobody knows it here. */
export function kindNamed(name: string): ServerKind | undefined {
  return name === 'own' ? own : Object.values(SERVERS).find((kind) => kind.name === name);
}

/** Said once, when the config was read; a measuring process hears it from the plan. */
export function describeOwn(described: OwnServer): void {
  own = ownKind(described);
}
