import { SIX } from './example';
import { putBack, sequenceSet } from './flags';

describe('flags are put back', () => {
  it('off where they were off, on where they were on, each message once', () => {
    expect(putBack('\\Seen', SIX)).toEqual([
      'STORE 2,4,6 -FLAGS.SILENT (\\Seen)',
      'STORE 1,3,5 +FLAGS.SILENT (\\Seen)',
    ]);
  });

  it('without a command for no message', () => {
    expect(putBack('\\Flagged', SIX.slice(0, 2))).toEqual(['STORE 1:2 -FLAGS.SILENT (\\Flagged)']);
    expect(putBack('\\Flagged', [])).toEqual([]);
  });

  it('in few ranges', () => {
    expect(sequenceSet([1, 2, 3, 5, 8, 9])).toBe('1:3,5,8:9');
  });
});
