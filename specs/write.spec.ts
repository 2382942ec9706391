import { family, scenario } from '../src/scenario/registry';

const SMALL = 4096;
const LARGE = 20_000_000;

family('write', () => {
  scenario('APPEND of a small mail costs that mail', {
    rfc: 'RFC 3501 6.3.11',
    state: 'selected',
    measure: { append: SMALL },
    proof: [
      { arrived: 1 },
      { ask: 'FETCH {next} (RFC822.SIZE)', expect: { contains: ['RFC822.SIZE {bytes}'] } },
    ],
    undo: ['STORE {next} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: 'new',
    because: 'one object is written and one line is added to the index',
  });

  scenario('APPEND of 20 MB costs that mail', {
    rfc: 'RFC 3501 6.3.11',
    state: 'selected',
    measure: { append: LARGE },
    proof: [
      { arrived: 1 },
      { ask: 'FETCH {next} (RFC822.SIZE)', expect: { contains: ['RFC822.SIZE {bytes}'] } },
    ],
    undo: ['STORE {next} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: 'new',
    because: 'it takes as many bytes as the mail has, a few times at most',
  });

  scenario('STORE on one message costs one line of the index', {
    rfc: 'RFC 3501 6.4.6',
    state: 'selected',
    prepare: ['STORE 1 -FLAGS.SILENT (\\Flagged)'],
    measure: 'STORE 1 +FLAGS (\\Flagged)',
    undo: [{ putBack: '\\Flagged' }],
    touches: '1',
    expect: { untagged: { FETCH: 1 }, contains: ['\\Flagged'] },
    because: 'a flag belongs to the index, and the mail itself stays as it is',
  });

  scenario('STORE on all messages costs the index, not the mails', {
    rfc: 'RFC 3501 6.4.6',
    state: 'selected',
    prepare: ['STORE 1:* -FLAGS.SILENT (\\Flagged)'],
    measure: 'STORE 1:* +FLAGS (\\Flagged)',
    undo: [{ putBack: '\\Flagged' }],
    touches: '1:*',
    expect: { untagged: { FETCH: 'k' }, contains: ['\\Flagged'] },
    because: 'flags belong to the index, and it can be written in batches',
  });

  scenario('EXPUNGE costs what is deleted, not what is kept', {
    rfc: 'RFC 3501 6.4.3',
    state: 'selected',
    prepare: [{ append: 10, bytes: SMALL }, 'STORE {added} +FLAGS.SILENT (\\Deleted)'],
    measure: 'EXPUNGE',
    proof: [{ ask: 'SEARCH ALL', expect: { hits: 'seeded' } }],
    touches: '{added}',
    expect: { untagged: { EXPUNGE: 10 } },
    because: 'ten messages leave, whatever the mailbox holds',
  });

  scenario('MOVE costs what moves, and reads no mail', {
    rfc: 'RFC 6851 3.1',
    needs: ['MOVE'],
    state: 'selected',
    prepare: ['CREATE {scratch}', { append: 10, bytes: SMALL }],
    measure: 'MOVE {added} {scratch}',
    proof: [{ ask: 'STATUS {scratch} (MESSAGES)', expect: { contains: ['MESSAGES 10'] } }],
    undo: ['DELETE {scratch}'],
    touches: '{added}',
    expect: { untagged: { EXPUNGE: 10 } },
    because: 'a mail gets another place in an index, and its bytes can stay where they are',
  });

  scenario('COPY of all messages reads no mail', {
    rfc: 'RFC 3501 6.4.7',
    state: 'selected',
    prepare: ['CREATE {scratch}'],
    measure: 'COPY 1:* {scratch}',
    proof: [{ ask: 'STATUS {scratch} (MESSAGES)', expect: { contains: ['MESSAGES {N}'] } }],
    undo: ['DELETE {scratch}'],
    touches: '1:*',
    because: 'mails never change, so a copy is a second reference or a copy inside the storage',
  });

  scenario('CREATE costs a name', {
    rfc: 'RFC 3501 6.3.3',
    state: 'authenticated',
    measure: 'CREATE {scratch}',
    proof: [{ ask: 'LIST "" {scratch}', expect: { untagged: { LIST: 1 } } }],
    undo: ['DELETE {scratch}'],
    touches: 'none',
    because: 'the new mailbox is empty, and the others have nothing to do with it',
  });

  scenario('RENAME costs a name', {
    rfc: 'RFC 3501 6.3.5',
    state: 'authenticated',
    prepare: ['CREATE {scratch}'],
    measure: 'RENAME {scratch} {scratch}-renamed',
    proof: [
      { ask: 'LIST "" {scratch}-renamed', expect: { untagged: { LIST: 1 } } },
      { ask: 'LIST "" {scratch}', expect: { untagged: { LIST: 0 } } },
    ],
    undo: ['DELETE {scratch}-renamed'],
    touches: 'none',
    because: 'messages do not carry the name of their mailbox',
  });

  scenario('DELETE of an empty mailbox costs a name', {
    rfc: 'RFC 3501 6.3.4',
    state: 'authenticated',
    prepare: ['CREATE {scratch}'],
    measure: 'DELETE {scratch}',
    proof: [{ ask: 'LIST "" {scratch}', expect: { untagged: { LIST: 0 } } }],
    touches: 'none',
    because: 'there is no message in it that would have to go',
  });

  scenario('SUBSCRIBE costs a name', {
    rfc: 'RFC 3501 6.3.6',
    needs: ['IMAP4rev1'],
    state: 'authenticated',
    prepare: ['CREATE {scratch}'],
    measure: 'SUBSCRIBE {scratch}',
    proof: [{ ask: 'LSUB "" {scratch}', expect: { untagged: { LSUB: 1 } } }],
    // A subscription outlives its mailbox (RFC 3501 6.3.6). Some servers cannot unsubscribe, and that is not measured here.
    undo: [{ attempt: 'UNSUBSCRIBE {scratch}' }, 'DELETE {scratch}'],
    touches: 'none',
    because: 'a list of names grows by one',
  });

  scenario('UNSUBSCRIBE costs a name', {
    rfc: 'RFC 3501 6.3.7',
    needs: ['IMAP4rev1'],
    state: 'authenticated',
    prepare: ['CREATE {scratch}', 'SUBSCRIBE {scratch}'],
    measure: 'UNSUBSCRIBE {scratch}',
    proof: [{ ask: 'LSUB "" {scratch}', expect: { untagged: { LSUB: 0 } } }],
    undo: ['DELETE {scratch}'],
    touches: 'none',
    because: 'a list of names shrinks by one',
  });

  scenario('LSUB names subscribed mailboxes without opening them', {
    rfc: 'RFC 3501 6.3.9',
    needs: ['IMAP4rev1'],
    state: 'authenticated',
    prepare: ['CREATE {scratch}', 'SUBSCRIBE {scratch}'],
    measure: 'LSUB "" "*"',
    undo: [{ attempt: 'UNSUBSCRIBE {scratch}' }, 'DELETE {scratch}'],
    touches: 'none',
    expect: { untagged: { LSUB: { atLeast: 1 } }, contains: ['{scratch}'] },
    because: 'names are asked for, and no message has a say in them',
  });
});
