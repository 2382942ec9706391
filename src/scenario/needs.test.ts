import { unmet } from './needs';

describe('needs', () => {
  it('are met by what is advertised, in any case of letters', () => {
    expect(unmet(['MOVE', 'AUTH=PLAIN', 'CONDSTORE'], ['IMAP4rev1', 'move', 'auth=plain'])).toEqual([
      'CONDSTORE',
    ]);
  });

  it('are met by IMAP4rev2 where it holds them', () => {
    expect(unmet(['MOVE', 'IDLE', 'CONDSTORE', 'IMAP4rev1'], ['IMAP4rev2'])).toEqual([
      'CONDSTORE',
      'IMAP4rev1',
    ]);
  });
});
