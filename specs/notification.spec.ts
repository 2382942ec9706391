import { family, scenario } from '../src/scenario/registry';

/** Sessions open at once, as in connection.spec.ts. */
const COUNTS = [1, 2, 4, 8, 16, 32];

family('notification', () => {
  scenario('NOOP looks for news in the index', {
    rfc: 'RFC 3501 6.1.2',
    state: 'selected',
    measure: 'NOOP',
    touches: 'none',
    because: 'nothing is new, and to know that the index is enough',
  });

  scenario('CHECK costs no more than NOOP', {
    rfc: 'RFC 3501 6.4.1',
    needs: ['IMAP4rev1'],
    state: 'selected',
    measure: 'CHECK',
    touches: 'none',
    because: 'there is nothing to bring to disk when nothing has changed',
  });

  scenario('STATUS counts in the index', {
    rfc: 'RFC 3501 6.3.10',
    state: 'authenticated',
    measure: 'STATUS INBOX (MESSAGES UIDNEXT UNSEEN)',
    touches: '1:*',
    expect: { untagged: { STATUS: 1 }, contains: ['MESSAGES {N}'] },
    because: 'three numbers are asked for, and flags and UIDs give them',
  });

  scenario('IDLE without news costs next to nothing', {
    rfc: 'RFC 2177 3',
    needs: ['IDLE'],
    state: 'selected',
    measure: { idle: { holdMs: 1000 } },
    touches: 'none',
    because: 'a phone idles all day, and a thousand phones must not keep a server busy',
  });

  scenario('IDLE announces an arriving mail at the cost of that mail', {
    rfc: 'RFC 2177 3',
    needs: ['IDLE', 'LMTP'],
    state: 'selected',
    measure: { idle: { arrives: 4096 } },
    undo: [{ arrived: 1 }, 'STORE {next} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: 'new',
    expect: { untagged: { EXISTS: { atLeast: 1 } } },
    because: 'one mail is stored and counted, and those that were there before stay untouched',
  });

  scenario('SESSIONS that idle hold no more than those that have INBOX selected', {
    rfc: 'RFC 2177 3',
    needs: ['IDLE'],
    state: 'selected',
    measure: { sessions: COUNTS, idling: true },
    touches: 'none',
    because: 'to wait for news of a mailbox is a subscription, not a copy',
  });

  scenario('SESSIONS that idle over TLS hold their buffers besides', {
    rfc: 'RFC 2177 3',
    needs: ['IDLE', 'IMAPS'],
    state: 'selected',
    measure: { sessions: COUNTS, idling: true, tls: true },
    touches: 'none',
    because: 'encryption keeps keys and buffers for each connection, also while it is silent',
  });

  scenario('SESSIONS that idle, each of another user, hold a user each besides', {
    rfc: 'RFC 2177 3',
    needs: ['IDLE'],
    state: 'selected',
    measure: { sessions: COUNTS, idling: true, users: 'distinct' },
    touches: 'none',
    because: 'users share nothing with each other, so this is what one user more costs a host',
  });
});
