import dataset from '../../fixtures/dataset.json';
import inbox from '../../fixtures/inbox.json';
import { checksumOf } from './checksum';
import { mailboxOf } from './choose';
import { DEFAULT_SEED, oneMail } from './generated';
import type { Mail, Mailbox } from './mailbox';
import { assertMailBytes, MAIL_BYTES } from './order';

const everyMail = (mailbox: Mailbox): Mail[] => mailbox.sizes.map((_, at) => mailbox.mail(at + 1));
const messageIdOf = ({ bytes }: Mail) => /^Message-ID: (<.*>)\r$/im.exec(bytes.toString('latin1'))?.[1];

describe('the dataset', () => {
  const mailbox = mailboxOf({ kind: 'dataset' });
  const mails = everyMail(mailbox);

  it('has exactly the published sizes', () => {
    expect(mails.map(({ bytes }) => bytes.length)).toEqual(dataset.sizes);
    expect(mailbox.sizes).toEqual(dataset.sizes);
    expect([mails.length, Math.min(...dataset.sizes), Math.max(...dataset.sizes)]).toEqual([
      100, 669, 6_361_558,
    ]);
    expect(dataset.sizes.reduce((sum, size) => sum + size)).toBe(23_594_512);
  });

  it('is byte for byte the one that figures were taken with', () => {
    // Changes with every change of what is generated: figures before and after are then of different mails.
    expect(mailbox.checksum()).toBe('beac359806e7f102192d0a168199308d4d9926e69427232f830a402f4d18d324');
    expect(checksumOf(mails)).toBe(mailbox.checksum());
  });

  it('is the same when made again, in any order, and another with another seed', () => {
    const again = mailboxOf({ kind: 'dataset' });
    for (const sequence of [100, 3, 50, 1]) {
      expect(checksumOf([again.mail(sequence)])).toBe(checksumOf([mails[sequence - 1] as Mail]));
    }
    const other = mailboxOf({ kind: 'dataset', seed: DEFAULT_SEED + 1 });
    expect(other.mail(1).bytes.equals(mailbox.mail(1).bytes)).toBe(false);
    expect(other.sizes).toEqual(mailbox.sizes);
  });

  it('has one day a mail, at noon UTC, and a Date header of that day', () => {
    mails.forEach(({ bytes, internalDate }, at) => {
      expect(internalDate.toISOString()).toBe(new Date(Date.UTC(2010, 0, 1 + at, 12)).toISOString());
      const written = /^Date: (.*)\r$/m.exec(bytes.toString('latin1'))?.[1] ?? '';
      expect(new Date(written).getTime()).toBe(internalDate.getTime());
      expect(Number(written.slice(5, 7))).toBe(internalDate.getUTCDate());
    });
  });

  it('is read to six tenths, answered to two, flagged to two', () => {
    const having = (flag: string) => mails.filter(({ flags }) => flags.includes(flag)).length;
    expect([having('\\Seen'), having('\\Answered'), having('\\Flagged')]).toEqual([60, 20, 20]);
  });

  it('repeats its sizes, not its mails, in copies', () => {
    const twice = mailboxOf({ kind: 'dataset', copies: 2 });
    const both = everyMail(twice);
    expect(twice.name).toBe('dataset-x2');
    expect(both.map(({ bytes }) => bytes.length)).toEqual([...dataset.sizes, ...dataset.sizes]);
    expect(checksumOf(both.slice(0, 100))).toBe(mailbox.checksum());
    expect(new Set(both.map(messageIdOf)).size).toBe(200);
    expect(both[101]?.bytes.equals(mails[1]?.bytes as Buffer)).toBe(false);
  });

  it('begins with the same mails, however many are asked for', () => {
    const some = mailboxOf({ kind: 'dataset', messages: 101 });
    expect([some.name, some.sizes.length, some.sizes[100]]).toEqual([
      'dataset-first-101',
      101,
      dataset.sizes[0],
    ]);
    expect(mailboxOf({ kind: 'dataset', messages: 100 }).name).toBe('dataset');
    expect(mailboxOf({ kind: 'dataset', messages: 200 }).name).toBe('dataset-x2');
  });
});

describe('the inbox', () => {
  const mailbox = mailboxOf({ kind: 'inbox' });
  const largestAt = mailbox.sizes.indexOf(20_584_130) + 1;

  it('has the sizes of the personal inbox, every one as often as there', () => {
    expect([...mailbox.sizes].sort((a, b) => a - b)).toEqual(inbox.sizes);
    expect([...inbox.sizes].sort((a, b) => a - b)).toEqual(inbox.sizes);
    expect(mailbox.sizes).toHaveLength(2327);
    expect(mailbox.sizes.reduce((sum, size) => sum + size)).toBe(294_303_066);
    expect([inbox.sizes[0], inbox.sizes[1163], inbox.sizes[2094], inbox.sizes.at(-1)]).toEqual([
      723, 15_037, 148_283, 20_584_130,
    ]);
    for (const size of inbox.sizes) expect(() => assertMailBytes(size)).not.toThrow();
  });

  it('has them in an order that the seed fixes, the large ones anywhere', () => {
    expect(mailboxOf({ kind: 'inbox' }).sizes).toEqual(mailbox.sizes);
    const other = mailboxOf({ kind: 'inbox', seed: DEFAULT_SEED + 1 });
    expect(other.sizes).not.toEqual(mailbox.sizes);
    expect([...other.sizes].sort((a, b) => a - b)).toEqual(inbox.sizes);
    const thirds = [0, 0, 0];
    mailbox.sizes.forEach((size, at) => {
      if (size > 300_000)
        thirds[Math.floor((3 * at) / 2327)] = (thirds[Math.floor((3 * at) / 2327)] ?? 0) + 1;
    });
    for (const third of thirds) expect(third).toBeGreaterThan(20);
  });

  it('makes each mail in its size, whenever it is asked for', () => {
    for (const sequence of [1, 2, 999, 2327, largestAt]) {
      const made = mailbox.mail(sequence);
      expect(made.bytes.length).toBe(mailbox.sizes[sequence - 1]);
      expect(checksumOf([mailboxOf({ kind: 'inbox' }).mail(sequence)])).toBe(checksumOf([made]));
    }
    expect(() => mailbox.mail(2328)).toThrow(/no mail 2328: it has 1 to 2327/);
  });

  it('is byte for byte the one that figures were taken with', () => {
    // Every hundredth of its mails: all of them take a quarter of a minute.
    const some = mailbox.sizes.flatMap((_, at) => (at % 100 === 50 ? [mailbox.mail(at + 1)] : []));
    expect(checksumOf(some)).toBe('b078a2c5223d10d5233b5702f6d230d9a73588d24c2cea53ea634d10a9dd2cdb');
  });
});

describe('other generated mailboxes', () => {
  it.each([1, 7, 64])('has %i mails of one size', (messages) => {
    const mailbox = mailboxOf({ kind: 'uniform', messages, bytes: 4096 });
    expect(mailbox.name).toBe(`uniform-${messages}x4096`);
    expect(everyMail(mailbox).map(({ bytes }) => bytes.length)).toEqual(new Array(messages).fill(4096));
    expect(new Set(everyMail(mailbox).map(messageIdOf)).size).toBe(messages);
  });

  it.each([MAIL_BYTES.least, 10_000, 20 * 1024 * 1024, MAIL_BYTES.most])(
    'makes one mail of %i bytes',
    (bytes) => {
      const mailbox = mailboxOf({ kind: 'single', bytes });
      expect([mailbox.name, mailbox.sizes, mailbox.mail(1).bytes.length]).toEqual([
        `single-${bytes}`,
        [bytes],
        bytes,
      ]);
    },
  );

  it('makes mails of every size, down to the smallest, with the word anywhere', () => {
    for (let serial = 0; serial < 300; serial++) {
      for (const planted of [[], ['subject'], ['from'], ['header'], ['body']] as const) {
        expect(oneMail(MAIL_BYTES.least, { serial, planted }).bytes.length).toBe(MAIL_BYTES.least);
      }
      const bytes = MAIL_BYTES.least + serial * 61;
      expect(oneMail(bytes, { serial }).bytes.length).toBe(bytes);
    }
  });

  it('makes another single mail for another serial number', () => {
    const [one, same, other] = [oneMail(4096), oneMail(4096, { serial: 1 }), oneMail(4096, { serial: 2 })];
    expect(one).toEqual(same);
    expect(messageIdOf(one)).not.toBe(messageIdOf(other));
  });

  it('refuses what it cannot make, and says the limit', () => {
    expect(() => mailboxOf({ kind: 'single', bytes: MAIL_BYTES.least - 1 })).toThrow(
      /299 bytes.*300 and 26214400/,
    );
    expect(() => mailboxOf({ kind: 'uniform', messages: 2, bytes: MAIL_BYTES.most + 1 })).toThrow(RangeError);
    expect(() => mailboxOf({ kind: 'uniform', messages: 0, bytes: 4096 })).toThrow(/messages .* not 0/);
    expect(() => mailboxOf({ kind: 'dataset', copies: 1.5 })).toThrow(/copies .* not 1.5/);
    expect(() => mailboxOf({ kind: 'dataset', copies: 1, messages: 101 })).toThrow(/have 100 mails, not 101/);
    expect(() => mailboxOf({ kind: 'dataset' }).mail(101)).toThrow(/no mail 101: it has 1 to 100/);
    expect(() => mailboxOf({ kind: 'dataset' }).mail(0)).toThrow(RangeError);
    expect(() => oneMail(Number.NaN)).toThrow(RangeError);
  });
});

describe('checksum', () => {
  const mail = oneMail(1000);

  it.each<[string, Mail]>([
    ['a byte', { ...mail, bytes: Buffer.from(mail.bytes).fill(0x21, 999) }],
    ['a size', { ...mail, bytes: mail.bytes.subarray(0, 999) }],
    ['a flag', { ...mail, flags: ['\\Seen'] }],
    ['a date', { ...mail, internalDate: new Date(mail.internalDate.getTime() + 1000) }],
  ])('tells mails apart that differ in %s', (_, other) => {
    expect(checksumOf([other])).not.toBe(checksumOf([mail]));
  });
});
