import { bodies } from '../../src/study/bodies';
import { studied } from '../../src/study/studied';

const ALL = 'FETCH 1:* (BODY.PEEK[])';
const MIB = 1 << 20;

// The text: body queries "may allocate the full mailbox in RAM". A word that no mail holds makes a search go through all of them.
studied(bodies, {
  whole: {
    commands: {
      'FETCH BODY.PEEK[]': ALL,
      'FETCH BODYSTRUCTURE': 'FETCH 1:* (BODYSTRUCTURE)',
      'FETCH FULL': 'FETCH 1:* FULL',
      'SEARCH TEXT': 'SEARCH TEXT "quinquireme"',
      'SEARCH BODY': 'SEARCH BODY "quinquireme"',
    },
    mails: [64, 128, 256, 512],
    bytes: [64 << 10, 256 << 10, 512 << 10, MIB, 2 * MIB],
    starts: 1,
    again: 2,
    slow: [
      // More than the buffers of a kernel take, or a server that holds nothing could not be told from one that does.
      { line: ALL, mails: [128, 512], starts: 2, rate: 0, leastMs: 2000, mostMs: 30_000 },
      { line: ALL, mails: [512], starts: 1, rate: 4 * MIB, leastMs: 4000, mostMs: 4000 },
    ],
  },
  // The gate's mailboxes are not seeded for a quick study.
  quick: null,
});
