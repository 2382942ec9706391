import { randomBytes } from 'node:crypto';
import { generate } from 'selfsigned';
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
  adminToken: z.string(),
  /** The server's own TLS certificate and private key, PEM. */
  certificate: z.string(),
  certificateKey: z.string(),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** The name storage answers to on its network. */
export const STORAGE_HOST = 'garage';

const YEARS_VALID = 20;

export async function newCredentials(): Promise<Credentials> {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const domain = 'aerometer.test';
  return {
    user: `u${hex(4)}`,
    password: hex(12),
    domain,
    keyId: `GK${hex(12)}`,
    secretKey: hex(32),
    bucket: `b${hex(6)}`,
    rpcSecret: hex(32),
    adminToken: hex(32),
    ...(await certificateOf(domain)),
  };
}

/** Self-signed, of the kind that most servers present today (ECDSA on P-256); it outlives every kept state. */
async function certificateOf(domain: string): Promise<Pick<Credentials, 'certificate' | 'certificateKey'>> {
  const yesterday = new Date(Date.now() - 86_400_000);
  const end = new Date(yesterday);
  end.setFullYear(end.getFullYear() + YEARS_VALID);
  const made = await generate([{ name: 'commonName', value: domain }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: yesterday,
    notAfterDate: end,
  });
  return { certificate: made.cert, certificateKey: made.private };
}

/** The user's mail address, which is also the login name where a server has no other. */
export function addressOf({ user, domain }: Credentials): string {
  return `${user}@${domain}`;
}
