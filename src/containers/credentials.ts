import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** Made at random when a mailbox is seeded, and kept with its snapshot, because both stores hold them. */
export const credentialsSchema = z.strictObject({
  user: z.string(),
  password: z.string(),
  domain: z.string(),
  keyId: z.string(),
  secretKey: z.string(),
  bucket: z.string(),
  rpcSecret: z.string(),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** The name storage answers to on its network. */
export const STORAGE_HOST = 'garage';

export function newCredentials(): Credentials {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  return {
    user: `u${hex(4)}`,
    password: hex(12),
    domain: 'aerometer.test',
    keyId: `GK${hex(12)}`,
    secretKey: hex(32),
    bucket: `b${hex(6)}`,
    rpcSecret: hex(32),
  };
}

/** The user's mail address, which is also the login name where a server has no other. */
export function addressOf({ user, domain }: Credentials): string {
  return `${user}@${domain}`;
}
