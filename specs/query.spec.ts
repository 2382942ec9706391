import { family, scenario } from '../src/scenario/registry';

/** Said once for all that follow: INBOX is selected and the whole of it is asked for. */
const FETCH = { rfc: 'RFC 3501 6.4.5', state: 'selected', touches: '1:*' } as const;
const SEARCH = { rfc: 'RFC 3501 6.4.4', state: 'selected', touches: '1:*' } as const;

family('query', () => {
  scenario('FETCH FLAGS needs only the index', {
    ...FETCH,
    measure: 'FETCH 1:* (FLAGS)',
    expect: { untagged: { FETCH: 'k' }, contains: ['FLAGS ('] },
    because: 'flags change all the time, so a server keeps them where they are cheap to read',
  });

  scenario('FETCH UID needs only the index', {
    ...FETCH,
    measure: 'FETCH 1:* (UID)',
    expect: { untagged: { FETCH: 'k' }, contains: ['UID '] },
    because: 'the map from sequence numbers to UIDs is the index itself',
  });

  scenario('FETCH ENVELOPE needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* (ENVELOPE)',
    expect: { untagged: { FETCH: 'k' }, contains: ['ENVELOPE ('] },
    because: 'every client lists its mails so, and the list quotes no body',
  });

  scenario('FETCH INTERNALDATE RFC822.SIZE needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* (INTERNALDATE RFC822.SIZE)',
    expect: { untagged: { FETCH: 'k' }, contains: ['INTERNALDATE "', 'RFC822.SIZE '] },
    because: 'both are known when a mail arrives and never change',
  });

  scenario('FETCH BODYSTRUCTURE needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* (BODYSTRUCTURE)',
    expect: { untagged: { FETCH: 'k' }, contains: ['BODYSTRUCTURE ('] },
    because: 'the structure never changes, so it can be parsed once, when the mail arrives',
  });

  scenario('FETCH FULL needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* FULL',
    expect: { untagged: { FETCH: 'k' }, contains: ['FLAGS (', 'INTERNALDATE "', 'ENVELOPE (', 'BODY ('] },
    because: 'it is the sum of items that summaries hold',
  });

  scenario('FETCH of header fields needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[HEADER.FIELDS (DATE FROM SUBJECT)])',
    expect: { untagged: { FETCH: 'k' }, bytes: { atLeast: 'k' } },
    because: 'the header is a small part of a mail, and it is kept apart from the body',
  });

  scenario('FETCH of whole headers needs only the summaries', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[HEADER])',
    expect: { untagged: { FETCH: 'k' }, bytes: 'H' },
    because: 'what can be cut out of a header is stored with all of it',
  });

  scenario('FETCH BODY.PEEK[] reads each mail once and holds one at a time', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[])',
    expect: { untagged: { FETCH: 'k' }, bytes: 'B' },
    because: 'the answer is the mails themselves, and each can be sent before the next is read',
  });

  scenario('FETCH of header and text of each mail reads each mail once', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[HEADER] BODY.PEEK[TEXT])',
    expect: { untagged: { FETCH: 'k' }, bytes: 'B' },
    because: 'they are the two halves of one mail, which is read once for both',
  });

  scenario('FETCH BODY[] reads each mail once and sets \\Seen on it', {
    ...FETCH,
    prepare: ['STORE 1:* -FLAGS.SILENT (\\Seen)'],
    measure: 'FETCH 1:* (BODY[])',
    proof: ['NOOP', { ask: 'SEARCH UNSEEN', expect: { hits: 'none' } }],
    undo: [{ putBack: '\\Seen' }],
    // The changed flags may come in the same answers or in answers of their own.
    expect: { untagged: { FETCH: { atLeast: 'k' } }, bytes: 'B' },
    because: 'it is BODY.PEEK[] and a STORE in one command',
  });

  scenario('FETCH of one part of each mail reads each mail once', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[1])',
    expect: { untagged: { FETCH: 'k' }, bytes: { atLeast: 1 } },
    because: 'where a part starts is known when the mail is read, or before',
  });

  scenario('FETCH of one part of one mail reads that mail only', {
    ...FETCH,
    prepare: [{ append: 1, bytes: 65_536, multipart: true }],
    measure: 'FETCH {added} (BODY.PEEK[1])',
    undo: ['STORE {added} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: '{added}',
    expect: { untagged: { FETCH: 1 }, bytes: { atLeast: 1 } },
    because: 'a client that shows the text of one mail asks for nothing else',
  });

  scenario('FETCH of a partial range reads each mail at most once', {
    ...FETCH,
    measure: 'FETCH 1:* (BODY.PEEK[]<0.2048>)',
    expect: { untagged: { FETCH: 'k' }, bytes: { eachAtMost: 2048 } },
    because: 'the start of a mail is asked for, and object storage can read a range',
  });

  scenario('FETCH CHANGEDSINCE finds in the index what changed', {
    rfc: 'RFC 7162 3.1.4.1',
    needs: ['CONDSTORE'],
    state: 'selected',
    prepare: ['STORE 1 -FLAGS.SILENT (\\Flagged)', 'STORE 1 +FLAGS.SILENT (\\Flagged)'],
    measure: 'FETCH 1:* (FLAGS) (CHANGEDSINCE {modseq})',
    undo: [{ putBack: '\\Flagged' }],
    touches: '1',
    expect: { untagged: { FETCH: 1 }, contains: ['MODSEQ ('] },
    because: 'one message changed, and a client that comes back pays for that one',
  });

  scenario('SEARCH ALL needs only the index', {
    ...SEARCH,
    measure: 'SEARCH ALL',
    expect: { hits: 'all' },
    because: 'to count is enough',
  });

  scenario('SEARCH by flags needs only the index', {
    ...SEARCH,
    measure: 'SEARCH UNSEEN',
    expect: { hits: 'unseen' },
    because: 'flags are in the index',
  });

  scenario('SEARCH by UID set needs only the index', {
    ...SEARCH,
    measure: 'SEARCH UID {halfuids}',
    touches: '1:{half}',
    expect: { hits: 'touched' },
    because: 'UIDs are in the index, in order',
  });

  scenario('SEARCH SINCE needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH SINCE {middate}',
    expect: { hits: 'since' },
    because: 'the internal date is part of the summary',
  });

  scenario('SEARCH BEFORE needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH BEFORE {middate}',
    expect: { hits: 'before' },
    because: 'the internal date is part of the summary',
  });

  scenario('SEARCH SUBJECT needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH SUBJECT {word}',
    expect: { hits: { planted: 'subject' } },
    because: 'the subject is part of the summary',
  });

  scenario('SEARCH FROM needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH FROM {word}',
    expect: { hits: { planted: 'from' } },
    because: 'the sender is part of the summary',
  });

  scenario('SEARCH HEADER needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH HEADER X-Aerometer {word}',
    expect: { hits: { planted: 'header' } },
    because: 'the summary holds the whole header, rare fields included',
  });

  scenario('SEARCH LARGER needs only the summaries', {
    ...SEARCH,
    measure: 'SEARCH LARGER {midsize}',
    expect: { hits: 'larger' },
    because: 'the size is part of the summary',
  });

  scenario('SEARCH BODY reads each mail once and holds one at a time', {
    ...SEARCH,
    measure: 'SEARCH BODY {word}',
    expect: { hits: { planted: 'body' } },
    because: 'without a full-text index each body must be looked at, and none need be kept',
  });

  scenario('SEARCH TEXT reads each mail once and holds one at a time', {
    ...SEARCH,
    measure: 'SEARCH TEXT {word}',
    expect: { hits: { planted: 'text' } },
    because: 'it looks at the header and the body, so at no more than the mail',
  });

  scenario('LIST names mailboxes without opening them', {
    rfc: 'RFC 3501 6.3.8',
    state: 'authenticated',
    measure: 'LIST "" "*"',
    touches: 'none',
    expect: { untagged: { LIST: { atLeast: 1 } }, contains: ['INBOX'] },
    because: 'names are asked for, and no message has a say in them',
  });
});
