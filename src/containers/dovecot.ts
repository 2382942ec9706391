import { template } from '../config/root';
import type { ServerKind } from './server';

/** Dovecot, the control: Maildir on its own disk, passwords hashed by Dovecot's own tool with its default scheme. */
export const dovecot: ServerKind = {
  name: 'dovecot',
  storage: false,
  storageApis: [],
  imapPort: 143,
  lmtpPort: 24,
  stateAt: '/state',
  entrypoint: null,
  command: ['dovecot', '-F', '-c', '/etc/dovecot/dovecot.conf'],
  environment: {},
  stopSignal: 'SIGTERM',
  login: ({ user }) => user,
  files: () => [
    { path: '/etc/dovecot/dovecot.conf', content: template('dovecot/dovecot.conf', {}), mode: 0o644 },
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
};
