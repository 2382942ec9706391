import { SIX } from '../scenario/example';
import { dayOf, headerBytes, inboxOf, middleDay, middleSize, type Shown, searchDate } from './inbox';
import type { Mailbox } from './mailbox';

const sized = (...sizes: number[]): Shown[] => sizes.map((size) => ({ ...SIX[0], size }) as Shown);
const dated = (...dates: string[]): Shown[] =>
  dates.map((internalDate) => ({ ...SIX[0], internalDate }) as Shown);

describe('the day a search asks for', () => {
  it('is one on which no mail came, near the middle', () => {
    expect(searchDate(middleDay(SIX))).toBe('8-Feb-2024');
  });

  it('is the day before the first mail where all came on days in a row', () => {
    expect(searchDate(middleDay(dated('1-Mar-2024 00:00:00 +0000', '2-Mar-2024 00:00:00 +0000')))).toBe(
      '29-Feb-2024',
    );
    expect(searchDate(middleDay(dated('01-Jan-1970 10:00:00 +0000')))).toBe('31-Dec-1969');
  });

  it('is read from the calendar day as shown, whatever the time and zone', () => {
    expect(dayOf(' 1-Feb-2024 23:59:59 -0700')).toBe(dayOf('01-feb-2024 00:00:00 +1400'));
    expect(() => dayOf('2024-02-01')).toThrow('not an internal date: "2024-02-01"');
  });
});

describe('the size a search asks for', () => {
  it('lies in the widest gap of the middle half', () => {
    expect(middleSize(SIX)).toBe(Math.floor(Math.sqrt(300 * 3000)));
  });

  it('is half of the size that all mails share', () => {
    expect(middleSize(sized(4096, 4096, 4096))).toBe(2048);
    expect(middleSize(sized(4096))).toBe(2048);
  });

  it('never equals a size', () => {
    for (const sizes of [
      [1, 2],
      [10, 11, 12],
      [5, 7],
      [1, 1, 3, 3],
    ]) {
      expect(sizes).not.toContain(middleSize(sized(...sizes)));
    }
  });
});

describe('the header', () => {
  it('ends with its blank line', () => {
    expect(headerBytes(Buffer.from('A: b\r\n\r\nbody\r\n\r\n'))).toBe(8);
    expect(headerBytes(Buffer.from('A: b\r\n'))).toBe(6);
    expect(headerBytes(Buffer.from('\r\nbody'))).toBe(2);
  });
});

describe('an INBOX', () => {
  const bytes = Buffer.from('A: b\r\n\r\nbody');
  const mailbox: Mailbox = {
    name: 'one',
    description: 'one mail',
    seed: 1,
    sizes: [bytes.length],
    planted: { word: 'w', subject: [], from: [], header: [], body: [] },
    mail: () => ({ bytes, internalDate: new Date(0), flags: [] }),
    checksum: () => '',
  };

  it('joins what was seeded with what the server shows', () => {
    const inbox = inboxOf(mailbox, sized(bytes.length));
    expect(inbox.headerSize(1)).toBe(8);
    expect(inbox.shown[0]?.uid).toBe(11);
  });

  it('is refused where the server shows other mails', () => {
    expect(() => inboxOf(mailbox, [])).toThrow('INBOX shows 0 messages, 1 were seeded');
    expect(() => inboxOf(mailbox, sized(13))).toThrow('message 1 shows 13 bytes, 12 were seeded');
  });
});
