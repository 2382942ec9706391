import { type Credentials, credentialsSchema } from '../containers/credentials';
import { kindNamed } from '../containers/server';
import type { Fact } from './facts';

/** Limits of a server that end a measurement of many sessions where they stay as they are delivered. */
const LIMITS = [
  { name: 'mail_max_userip_connections', delivered: '10', what: 'sessions of one user from one address' },
];

/** Those that our config of the server sets otherwise: what was measured is then a server with this setting. */
export function raisedLimits(server: string): Fact[] {
  const kind = kindNamed(server);
  if (kind === undefined) return [];
  const texts = kind.files(NOBODY).map(({ content }) => content);
  return LIMITS.flatMap(({ name, delivered, what }) => {
    const set = texts.flatMap((text) => new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, 'm').exec(text)?.[1] ?? []);
    return set.map((value) => ({
      label: 'setting',
      text: `${name} = ${value}, ${what} (as delivered: ${delivered}); all other limits are as delivered`,
    }));
  });
}

/** The settings do not depend on who logs in. */
const NOBODY = Object.fromEntries(
  Object.keys(credentialsSchema.shape).map((key) => [key, 'nobody']),
) as Credentials;
