import type { Credentials } from './credentials';
import type { ServerKind, ServerName } from './server';

/** Where the load inside a dosed server's image takes its doses. */
const DOSE_PORT = 7000;
const BESIDE = '/aerometer/beside';

/** A server with the reference load beside it (src/images/dosed.ts); the server stays process 1. */
export function dosed(kind: ServerKind): ServerKind {
  return {
    ...kind,
    dosePort: DOSE_PORT,
    entrypoint: [BESIDE, String(DOSE_PORT), ...(kind.entrypoint ?? [])],
  };
}

type Alteration = (kind: ServerKind) => ServerKind;

const environment =
  (more: Record<string, string>): Alteration =>
  (kind) => ({ ...kind, environment: { ...kind.environment, ...more } });

/** Replaces a part of a server's config. Throws where the config does not hold it: then the fault would not be there. */
const config =
  (part: string, by: string): Alteration =>
  (kind) => ({
    ...kind,
    files: (credentials: Credentials) => {
      const files = kind.files(credentials);
      if (!files.some(({ content }) => content.includes(part)))
        throw new Error(`no file of ${kind.name} holds "${part}"`);
      return files.map((file) => ({ ...file, content: file.content.replace(part, by) }));
    },
  });

/** Replaces words of the command that makes the user. Throws where it does not hold them. */
const errand =
  (words: readonly string[], by: readonly string[]): Alteration =>
  (kind) => ({
    ...kind,
    errands: (credentials: Credentials) => {
      const errands = kind.errands(credentials);
      const at = (command: readonly string[]) =>
        command.findIndex((_, i) => words.every((word, j) => command[i + j] === word));
      if (!errands.some(({ command }) => at(command) >= 0))
        throw new Error(`no errand of ${kind.name} says "${words.join(' ')}"`);
      return errands.map((one) => {
        const { command } = one;
        const from = at(command);
        if (from < 0) return one;
        return {
          ...one,
          command: [...command.slice(0, from), ...by, ...command.slice(from + words.length)],
        };
      });
    },
  });

/** Its usual cost is 10; each more doubles the time. */
const DEARER = ['--hash', 'bcrypt', '--bcrypt-cost', '12'];
const DOVECOT_MAIL = 'maildir:/state/mail/%n';

/** Faults inside a server, for the detection bench: the server's own processes then cost more, with no other beside them. */
const ALTERED: Readonly<Partial<Record<ServerName, Readonly<Record<string, Alteration>>>>> = {
  maddy: {
    'gogc-off': environment({ GOGC: 'off' }),
    'gogc-10': environment({ GOGC: '10' }),
    'dearer-hash': (kind) =>
      errand(
        ['hash'],
        ['hash', ...DEARER],
      )(errand(['creds', 'create'], ['creds', 'create', ...DEARER])(kind)),
  },
  dovecot: {
    'no-index': config(`mail_location = ${DOVECOT_MAIL}`, `mail_location = ${DOVECOT_MAIL}:INDEX=MEMORY`),
    'no-cache': config('listen = *', 'listen = *\nmail_cache_record_max_size = 1'),
    'dearer-hash': errand(['-s', 'CRYPT'], ['-s', 'BLF-CRYPT', '-r', '10']),
  },
};

/** A server with a fault in it. Throws RangeError where it has none of that name. */
export function altered(kind: ServerKind, fault: string): ServerKind {
  const alteration = ALTERED[kind.name]?.[fault];
  if (alteration === undefined) throw new RangeError(`${kind.name} has no fault called ${fault}`);
  return alteration(kind);
}
