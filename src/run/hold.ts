import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import type { ImapServer } from '../containers/imap-server';
import { type Account, authenticate, mustBeOk } from '../imap/login';
import { Wire } from '../imap/wire';
import type { Scenario, Sessions } from '../scenario/scenario';
import { COMMAND_MS } from './execution';

/** One session more must not take longer than this. */
const OPEN_MS = 30_000;

/** One session in the state that is asked for. Throws Failure with its number when the server does not take it. */
export async function openOne(
  server: ImapServer,
  state: Scenario['state'],
  { idling, tls }: Sessions,
  account: Account,
  number: number,
): Promise<Wire> {
  const address = tls ? server.imaps : server.imap;
  if (address === null) throw new Error('a scenario over TLS must say that it needs IMAPS');
  try {
    return await within(OPEN_MS, `session ${number}`, async () => {
      const wire = await Wire.open(address);
      if (state !== 'connected') await authenticate(wire, account);
      if (state === 'selected') {
        const opened = await wire.run('SELECT INBOX', COMMAND_MS);
        mustBeOk(opened, 'SELECT INBOX', 'it was selected before, by fewer sessions');
      }
      if (idling) await idle(wire);
      return wire;
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { exitCode, fact, why: cause, next } = error;
    throw new Failure(
      exitCode,
      { fact: `Session ${number} could not be opened: ${fact}`, cause, next },
      { cause: error },
    );
  }
}

/**
 * Starts IDLE and returns when the server says that it waits (RFC 2177 section 3); nobody will say DONE. `hear` is told each
 * untagged answer from then on, as long as the session lasts.
 */
export function idle(wire: Wire, hear: (text: string) => void = () => undefined): Promise<void> {
  return new Promise((waiting, refused) => {
    wire
      .send('IDLE', { onContinue: () => waiting(), onUntagged: ({ text }) => hear(text) })
      .then(({ status, text }) => refused(new Error(`IDLE was answered ${status} ${text}`)), refused);
  });
}

/** Throws Failure when one of the sessions has ended meanwhile: what is left would be taken for what all hold. */
export function refuseIfLost(held: readonly Wire[]): void {
  const lost = held.findIndex(({ ended }) => ended !== undefined);
  if (lost < 0) return;
  const { ended } = held[lost] as Wire;
  throw new Failure(EXIT.unmeasured, {
    fact: `Session ${lost + 1} of ${held.length} did not stay open`,
    cause: ended instanceof Failure ? ended.why : (ended?.message ?? 'its connection ended'),
    next: "look at the server's last log lines, and at its limit of connections a user",
  });
}
