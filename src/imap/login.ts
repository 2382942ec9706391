import { EXIT, Failure } from '../config/failure';
import type { Address } from './address';
import { type Completion, Wire } from './wire';

const LOGIN_MS = 30_000;

export interface Account {
  readonly login: string;
  readonly password: string;
}

/** A logged-in session with everything the server advertised before and after login (RFC 9051 6.1.1). */
export interface Session {
  readonly wire: Wire;
  readonly capabilities: ReadonlySet<string>;
}

/** Opens a session and logs in. Throws Failure when the server refuses. */
export async function login(address: Address, account: Account): Promise<Session> {
  const wire = await Wire.open(address);
  try {
    const before = await capabilities(wire);
    await authenticate(wire, account);
    return { wire, capabilities: new Set([...before, ...(await capabilities(wire))]) };
  } catch (error) {
    wire.close();
    throw error;
  }
}

/** LOGIN and nothing else. Throws Failure when the server refuses. */
export async function authenticate(wire: Wire, { login: name, password }: Account): Promise<void> {
  const completion = await wire.run(`LOGIN ${quote(name)} ${quote(password)}`, LOGIN_MS);
  mustBeOk(completion, 'LOGIN', 'the account was made with another password, or not at all');
}

async function capabilities(wire: Wire): Promise<string[]> {
  const { untagged } = await wire.run('CAPABILITY', LOGIN_MS);
  const line = untagged.find(({ text }) => /^CAPABILITY /i.test(text));
  return line ? line.text.toUpperCase().split(' ').slice(1) : [];
}

/** A NO or BAD where OK was needed: the server lives, and has answered. */
export class Refused extends Failure {}

/** Throws Refused, with the server's words, unless the answer is a tagged OK. */
export function mustBeOk(completion: Completion, command: string, cause: string): Completion {
  if (completion.status === 'OK') return completion;
  throw new Refused(EXIT.unmeasured, {
    fact: `${command} was answered ${completion.status} ${completion.text}`,
    cause,
    next: "look at the server's last log lines",
  });
}

/** A quoted string (RFC 9051 section 4.3). */
export function quote(text: string): string {
  return `"${text.replace(/([\\"])/g, '\\$1')}"`;
}
