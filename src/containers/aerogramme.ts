import { rootCertificates } from 'node:tls';
import { template } from '../config/root';
import { CERTIFICATE_AT, certificateFiles } from './certificate';
import { addressOf, STORAGE_HOST } from './credentials';
import type { ServerKind } from './server';

const CONFIG = '/etc/aerometer/aerogramme.toml';
const ACCOUNT = '/etc/aerometer/account.toml';
const AUTHORITIES = '/etc/aerometer/authorities.pem';

/**
 * Aerogramme 0.2 and 0.3: summaries in K2V, mails in S3, users made by its own account tool. Its image holds one static
 * binary and nothing else, so the certificate authorities that it insists on, even for plain HTTP, come from Node's list.
 * As a container's first process it ignores SIGTERM, and ends well on SIGINT.
 */
export const aerogramme: ServerKind = {
  name: 'aerogramme',
  storage: true,
  storageApis: ['s3', 'k2v'],
  // Long polls of each open mailbox for what other sessions changed.
  background: ['k2v:PollItem', 'k2v:PollRange'],
  imapPort: 1143,
  imapsPort: 1993,
  lmtpPort: 1025,
  stateAt: '/state',
  entrypoint: null,
  command: ['aerogramme', '-c', CONFIG, 'provider', 'daemon'],
  environment: { SSL_CERT_FILE: AUTHORITIES },
  stopSignal: 'SIGINT',
  login: ({ user }) => user,
  files: (credentials) => [
    {
      path: CONFIG,
      content: template('aerogramme/aerogramme.toml', { ...credentials, ...CERTIFICATE_AT }),
      mode: 0o644,
    },
    {
      path: ACCOUNT,
      content: template('aerogramme/account.toml', {
        ...credentials,
        address: addressOf(credentials),
        storageHost: STORAGE_HOST,
      }),
      mode: 0o644,
    },
    { path: AUTHORITIES, content: `${rootCertificates.join('\n')}\n`, mode: 0o644 },
    ...certificateFiles(credentials),
  ],
  stateFiles: () => [{ path: 'users.toml', text: '' }],
  errands: ({ user }) => [
    {
      command: [
        'aerogramme',
        '-c',
        CONFIG,
        'provider',
        'account',
        'add',
        '--login',
        user,
        '--setup',
        ACCOUNT,
      ],
      needsStorage: true,
    },
  ],
  userList: { path: 'users.toml', entry: /^(?=\[)/m, ownBucket: true },
};
