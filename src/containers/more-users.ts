import type { Account } from '../imap/login';
import { addressOf, type Credentials, STORAGE_HOST } from './credentials';
import type { UserList } from './server';
import { AT } from './snapshot';
import type { Stack } from './stack';

const ADMIN = `http://${STORAGE_HOST}:3903/v2`;

/** How a user is reached: over IMAP, and over LMTP. */
export interface User extends Account {
  readonly address: string;
}

/** The user of that name, or the first one (null), who was made with the server's state. */
export function userNamed({ credentials, wishes }: Stack, name: string | null): User {
  const its = name === null ? credentials : { ...credentials, user: name };
  return { login: wishes.kind.login(its), password: credentials.password, address: addressOf(its) };
}

/**
 * Writes further users into the server's state, with the first one's password and empty mailboxes. They are known after
 * the server's next start. Asked again, it writes the same ones; others that are there stay.
 */
export async function moreUsers(stack: Stack, names: readonly string[]): Promise<User[]> {
  const { agent, credentials, wishes } = stack;
  const { userList } = wishes.kind;
  const path = `${AT.server}/${userList.path}`;
  await agent.write(path, listWith(await agent.cat(path), names, userList, credentials));
  if (userList.ownBucket) for (const name of names) await makeBucket(stack, bucketOf(name, credentials));
  return names.map((name) => userNamed(stack, name));
}

/** The list, and after it the users that it lacks, by the first one's pattern. Throws where it does not hold the first. */
export function listWith(
  list: string,
  names: readonly string[],
  { path, entry }: Pick<UserList, 'path' | 'entry'>,
  credentials: Pick<Credentials, 'user' | 'bucket'>,
): string {
  const { user, bucket } = credentials;
  const there = list
    .split(entry)
    .map((one) => one.trimEnd())
    .filter(Boolean);
  const first = there.find((one) => one.includes(user));
  if (first === undefined) throw new Error(`the user ${user} is not in ${path}`);
  const others = names.map((name) =>
    first.replaceAll(user, name).replaceAll(bucket, bucketOf(name, credentials)),
  );
  return [...new Set([...there, ...others])].map((one) => `${one}\n`).join('');
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
