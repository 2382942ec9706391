import { family, scenario } from '../src/scenario/registry';

/** Sessions open at once: doubling, so that the last weigh most, and few enough for any server's limits. */
const COUNTS = [1, 2, 4, 8, 16, 32];

family('connection', () => {
  scenario('LOGIN costs a password check, whatever the mailbox holds', {
    rfc: 'RFC 3501 6.2.3',
    state: 'connected',
    ownSession: true,
    measure: 'LOGIN {user} {password}',
    touches: 'none',
    because: 'the password hash is slow on purpose, and no mailbox is opened yet',
  });

  scenario('AUTHENTICATE PLAIN costs what LOGIN costs', {
    rfc: 'RFC 3501 6.2.2',
    needs: ['AUTH=PLAIN'],
    state: 'connected',
    ownSession: true,
    measure: { command: 'AUTHENTICATE PLAIN', reply: '{plain}' },
    touches: 'none',
    because: 'it carries the same name and password, so it needs the same check',
  });

  scenario('CAPABILITY costs a fixed answer', {
    rfc: 'RFC 3501 6.1.1',
    state: 'authenticated',
    measure: 'CAPABILITY',
    touches: 'none',
    expect: { untagged: { CAPABILITY: 1 }, contains: ['IMAP4rev'] },
    law: { k2v: {}, because: 'a fixed answer is asked of nobody, least of all of the storage' },
    because: 'the answer is the same for every user and every mailbox',
  });

  scenario('ENABLE costs a note in the session', {
    rfc: 'RFC 5161 3.1',
    needs: ['ENABLE', 'CONDSTORE'],
    state: 'authenticated',
    ownSession: true,
    measure: 'ENABLE CONDSTORE',
    touches: 'none',
    expect: { untagged: { ENABLED: 1 }, contains: ['CONDSTORE'] },
    because: 'it changes what later answers contain, and reads no mailbox',
  });

  scenario('SELECT opens the mailbox from its index', {
    rfc: 'RFC 3501 6.3.1',
    state: 'authenticated',
    measure: 'SELECT INBOX',
    undo: ['CLOSE'],
    touches: '1:*',
    expect: { contains: ['{N} EXISTS'] },
    because: 'its answer counts messages and flags, and quotes no mail',
  });

  scenario('EXAMINE opens the mailbox from its index', {
    rfc: 'RFC 3501 6.3.2',
    state: 'authenticated',
    measure: 'EXAMINE INBOX',
    undo: ['CLOSE'],
    touches: '1:*',
    expect: { contains: ['{N} EXISTS', '[READ-ONLY]'] },
    because: 'it is a SELECT that promises not to write',
  });

  scenario('CLOSE where nothing is deleted only leaves the mailbox', {
    rfc: 'RFC 3501 6.4.2',
    state: 'selected',
    measure: 'CLOSE',
    undo: ['SELECT INBOX'],
    touches: 'none',
    because: 'the flags are in the index, and none of them says \\Deleted',
  });

  scenario('CLOSE costs what is deleted, not what is kept', {
    rfc: 'RFC 3501 6.4.2',
    state: 'selected',
    prepare: [{ append: 10, bytes: 4096 }, 'STORE {added} +FLAGS.SILENT (\\Deleted)'],
    measure: 'CLOSE',
    proof: [{ ask: 'STATUS INBOX (MESSAGES)', expect: { contains: ['MESSAGES {seeded}'] } }],
    undo: ['SELECT INBOX'],
    touches: '{added}',
    because: 'ten messages leave, whatever the mailbox holds',
  });

  scenario('UNSELECT only leaves the mailbox', {
    rfc: 'RFC 3691 2',
    needs: ['UNSELECT'],
    state: 'selected',
    measure: 'UNSELECT',
    undo: ['SELECT INBOX'],
    touches: 'none',
    because: 'unlike CLOSE it must not even look for deleted messages',
  });

  scenario('LOGOUT only ends the session', {
    rfc: 'RFC 3501 6.1.3',
    state: 'authenticated',
    ownSession: true,
    measure: 'LOGOUT',
    touches: 'none',
    expect: { untagged: { BYE: 1 } },
    because: 'there is nothing left to write, and nothing to read',
  });

  scenario('SESSIONS that have only connected hold a connection each', {
    rfc: 'RFC 3501 3.1',
    state: 'connected',
    measure: { sessions: COUNTS },
    touches: 'none',
    because: 'who has not logged in has no mailbox, and anybody can open such a session',
  });

  scenario('SESSIONS that have logged in hold what a user needs, without a mailbox', {
    rfc: 'RFC 3501 3.2',
    state: 'authenticated',
    measure: { sessions: COUNTS },
    touches: 'none',
    because: 'the password hash is done with, and its memory can be given back',
  });

  scenario('SESSIONS with INBOX selected hold less than an INBOX each', {
    rfc: 'RFC 3501 3.3',
    state: 'selected',
    measure: { sessions: COUNTS },
    touches: 'none',
    because: 'they are of one user, so one index in memory can serve them all',
  });

  scenario('SESSIONS with INBOX selected over TLS hold their buffers besides', {
    rfc: 'RFC 8314 3.2',
    needs: ['IMAPS'],
    state: 'selected',
    measure: { sessions: COUNTS, tls: true },
    touches: 'none',
    because: 'encryption keeps keys and buffers for each connection',
  });
});
