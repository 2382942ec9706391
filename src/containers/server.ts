import type { ImageName } from '../images/recipes';
import { aerogramme } from './aerogramme';
import type { Credentials } from './credentials';
import { dovecot } from './dovecot';
import { maddy } from './maddy';

export type ServerName = Extract<ImageName, 'aerogramme' | 'maddy' | 'dovecot'>;

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

export const SERVERS: Readonly<Record<ServerName, ServerKind>> = { aerogramme, maddy, dovecot };
