import { template } from '../config/root';
import { CERTIFICATE_AT, certificateFiles } from './certificate';
import { addressOf, STORAGE_HOST } from './credentials';
import type { ServerKind } from './server';

const CONFIG = '/etc/aerometer-maddy.conf';
const run = ['/bin/maddy', '-config', CONFIG];

/**
 * maddy: bodies in S3, index in SQLite. Its password hash is bcrypt, at its own default cost. The measured user is in its
 * credentials database; further ones are in a file, since the database takes one user a command.
 */
export const maddy: ServerKind = {
  name: 'maddy',
  storage: true,
  storageApis: ['s3'],
  imapPort: 143,
  imapsPort: 993,
  lmtpPort: 24,
  stateAt: '/data',
  entrypoint: run,
  command: ['run'],
  environment: {},
  stopSignal: 'SIGTERM',
  login: addressOf,
  files: (credentials) => [
    {
      path: CONFIG,
      content: template('maddy/maddy.conf', {
        ...credentials,
        ...CERTIFICATE_AT,
        s3HostPort: `${STORAGE_HOST}:3900`,
      }),
      mode: 0o644,
    },
    ...certificateFiles(credentials),
  ],
  stateFiles: () => [],
  errands: (credentials) => [
    {
      command: [...run, 'creds', 'create', '--password', credentials.password, addressOf(credentials)],
      needsStorage: true,
    },
    {
      command: [...run, 'imap-acct', 'create', '--no-specialuse', addressOf(credentials)],
      needsStorage: true,
    },
    {
      command: [...run, 'hash', '--password', credentials.password],
      outputTo: (hash) => ({ path: 'users', text: `${addressOf(credentials)}: ${hash.trim()}\n` }),
      needsStorage: false,
    },
  ],
  userList: { path: 'users', entry: /^(?=.)/m, ownBucket: false },
};
