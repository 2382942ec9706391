import { family, scenario } from '../src/scenario/registry';

const SMALL = 4096;
const LARGE = 20_000_000;

family('delivery', () => {
  scenario('LMTP delivery of a small mail costs that mail', {
    rfc: 'RFC 2033 4.2',
    needs: ['LMTP'],
    state: 'absent',
    measure: { deliver: SMALL },
    // A server that delivers in two steps brings the mail into INBOX when the user is there again.
    proof: [{ arrived: 1 }],
    undo: ['STORE {next} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: 'new',
    because: 'one object is written, and no mail that was there before is looked at',
  });

  scenario('LMTP delivery of 20 MB costs that mail', {
    rfc: 'RFC 2033 4.2',
    needs: ['LMTP'],
    state: 'absent',
    measure: { deliver: LARGE },
    proof: [{ arrived: 1 }],
    undo: ['STORE {next} +FLAGS.SILENT (\\Deleted)', 'EXPUNGE'],
    touches: 'new',
    because: 'it takes as many bytes as the mail has, a few times at most',
  });
});
