import { createHash } from 'node:crypto';
import type { Credentials } from './credentials';
import type { ServerKind } from './server';

/** Stands for any run's credentials: only the config's own text counts. */
const ANY: Credentials = {
  user: 'user',
  password: 'password',
  domain: 'domain',
  keyId: 'key',
  secretKey: 'secret',
  bucket: 'bucket',
  rpcSecret: 'rpc',
  adminToken: 'token',
  certificate: 'certificate',
  certificateKey: 'certificate key',
};

/** Changes when a server's config template or the way its user is made does: a state seeded under another is not reused. */
export function configKey(kind: ServerKind): string {
  const all = [
    kind.files(ANY),
    kind.stateFiles(ANY),
    kind.errands(ANY).map(({ command }) => command),
    kind.command,
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}
