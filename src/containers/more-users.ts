import type { Account } from '../imap/login';
import { type Credentials, STORAGE_HOST } from './credentials';
import type { UserList } from './server';
import { AT } from './snapshot';
import type { Stack } from './stack';

const ADMIN = `http://${STORAGE_HOST}:3903/v2`;

/**
 * Writes further users into the server's state, with the first one's password and empty mailboxes. They are known after
 * the server's next start. Asked again, it writes the same ones.
 */
export async function moreUsers(stack: Stack, count: number): Promise<Account[]> {
  const { agent, credentials, wishes } = stack;
  const { userList, login } = wishes.kind;
  const names = Array.from({ length: count }, (_, i) => `u${i + 1}`);
  const path = `${AT.server}/${userList.path}`;
  await agent.write(path, listWith(await agent.cat(path), names, userList, credentials));
  if (userList.ownBucket) for (const name of names) await makeBucket(stack, bucketOf(name, credentials));
  return names.map((user) => ({ login: login({ ...credentials, user }), password: credentials.password }));
}

/** The list with the first user, and the others after their pattern. Throws where it does not hold the first. */
export function listWith(
  list: string,
  names: readonly string[],
  { path, entry }: Pick<UserList, 'path' | 'entry'>,
  credentials: Pick<Credentials, 'user' | 'bucket'>,
): string {
  const { user, bucket } = credentials;
  const first = list.split(entry).find((one) => one.includes(user));
  if (first === undefined) throw new Error(`the user ${user} is not in ${path}`);
  const others = names.map((name) =>
    first.replaceAll(user, name).replaceAll(bucket, bucketOf(name, credentials)),
  );
  return [first, ...others].map((one) => `${one.trimEnd()}\n`).join('');
}

function bucketOf(name: string, { bucket }: Pick<Credentials, 'bucket'>): string {
  return `${bucket}-${name}`;
}

/** Makes a bucket for the one key, unless it is there. Endpoints of Garage's administration API v2. */
async function makeBucket({ agent, credentials }: Stack, globalAlias: string): Promise<void> {
  const ask = async (method: string, endpoint: string, body?: object) => {
    const headers = { authorization: `Bearer ${credentials.adminToken}`, 'content-type': 'application/json' };
    return agent.http(method, `${ADMIN}/${endpoint}`, headers, body && JSON.stringify(body));
  };
  const found = await ask('GET', `GetBucketInfo?globalAlias=${globalAlias}`);
  const bucket = found.status === 404 ? await ask('POST', 'CreateBucket', { globalAlias }) : found;
  if (bucket.status !== 200) throw new Error(`Garage makes no bucket: ${bucket.status} ${bucket.body}`);
  const allowed = await ask('POST', 'AllowBucketKey', {
    bucketId: JSON.parse(bucket.body).id,
    accessKeyId: credentials.keyId,
    permissions: { read: true, write: true, owner: true },
  });
  if (allowed.status !== 200) throw new Error(`Garage opens no bucket: ${allowed.status} ${allowed.body}`);
}
