import { template } from '../config/root';
import { CERTIFICATE_AT, certificateFiles } from './certificate';
import type { ServerKind } from './server';

const CONFIG = '/etc/dovecot/dovecot.conf';

/** Dovecot, the control: Maildir on its own disk, passwords hashed by Dovecot's own tool with its default scheme. */
export const dovecot: ServerKind = {
  name: 'dovecot',
  storage: false,
  storageApis: [],
  imapPort: 143,
  imapsPort: 993,
  lmtpPort: 24,
  stateAt: '/state',
  entrypoint: null,
  command: ['dovecot', '-F', '-c', CONFIG],
  environment: {},
  stopSignal: 'SIGTERM',
  login: ({ user }) => user,
  files: (credentials) => [
    { path: CONFIG, content: template('dovecot/dovecot.conf', CERTIFICATE_AT), mode: 0o644 },
    ...certificateFiles(credentials),
  ],
  stateFiles: () => [{ path: 'mail/.keep', text: '', owner: 5000 }],
  errands: ({ user, password }) => [
    {
      command: ['doveadm', 'pw', '-s', 'CRYPT', '-p', password],
      outputTo: (hash) => ({
        path: 'users',
        text: `${user}:${hash.trim()}:5000:5000::/state/mail/${user}::\n`,
      }),
      needsStorage: false,
    },
  ],
  userList: { path: 'users', entry: /^(?=.)/m, ownBucket: false },
};
