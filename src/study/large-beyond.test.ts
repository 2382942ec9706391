import { appendLimit, lmtpSize } from './large-beyond';
import { mailOf } from './large-ways';

test('what a server says of its limits is read where it says it', () => {
  expect(appendLimit(new Set(['IMAP4REV1', 'APPENDLIMIT=33554432']))).toBe(33_554_432);
  // Without a number each mailbox has its own (RFC 7889 section 3).
  expect(appendLimit(new Set(['APPENDLIMIT']))).toBeNull();
  expect(lmtpSize(['250-mail.test', '250-SIZE 33554432', '250 8BITMIME'])).toBe(33_554_432);
  expect(lmtpSize(['250-mail.test', '250 SIZE 1000'])).toBe(1000);
  // RFC 1870 section 4: 0 says that there is no limit, nothing that it is not known.
  expect(lmtpSize(['250 SIZE 0'])).toBeNull();
  expect(lmtpSize(['250 SIZE'])).toBeNull();
});

test('a mail larger than the generator makes is as long as it should be, and its lines are no longer', () => {
  const mail = mailOf(26 * (1 << 20) + 5, 1);
  expect(mail.length).toBe(26 * (1 << 20) + 5);
  expect(mail.subarray(-2).toString()).toBe('\r\n');
  const lines = mail.subarray(-300_000).toString('latin1').split('\r\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(100);
  expect(mailOf(5000, 1).length).toBe(5000);
});
