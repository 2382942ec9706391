import type { OwnServer } from '../config/own-server';
import { filled } from '../config/root';
import { CERTIFICATE_AT, certificateFiles } from './certificate';
import { addressOf, type Credentials, STORAGE_HOST } from './credentials';
import type { ServerKind } from './server';

/** The server that the user's config file describes (src/config/own-server.ts). */
export function ownKind(own: OwnServer): ServerKind {
  const { users, files = {}, owners = {}, storage = false } = own;
  const fill = (text: string, credentials: Credentials, where: string) =>
    filled(text, { ...credentials, ...CERTIFICATE_AT, s3HostPort: `${STORAGE_HOST}:3900` }, where);
  return {
    name: 'own',
    storage,
    storageApis: storage ? ['s3', 'k2v'] : [],
    imapPort: own.imapPort,
    imapsPort: own.imapsPort ?? null,
    lmtpPort: own.lmtpPort,
    stateAt: own.state,
    entrypoint: own.entrypoint ?? null,
    command: own.command ?? [],
    environment: own.environment ?? {},
    stopSignal: 'SIGTERM',
    login: own.login === 'address' ? addressOf : ({ user }) => user,
    files: (credentials) => [
      ...Object.entries(files).map(([path, content]) => ({
        path,
        content: fill(content, credentials, `own.files, ${path}`),
        mode: 0o644,
      })),
      ...certificateFiles(credentials),
    ],
    stateFiles: (credentials) => [
      ...Object.entries(owners).map(([folder, owner]) => ({ path: `${folder}/.keep`, text: '', owner })),
      { path: users.file, text: `${fill(users.line, credentials, 'own.users.line')}\n` },
    ],
    errands: () => [],
    userList: { path: users.file, entry: /^(?=.)/m, ownBucket: storage },
  };
}
