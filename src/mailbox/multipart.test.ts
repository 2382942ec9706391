import { simpleParser } from 'mailparser';
import { multipartMail } from './multipart';

test.each([600, 4096, 20_000, 78_123])('%i bytes hold two parts, the first a text', async (bytes) => {
  const mail = multipartMail(bytes, 7);
  expect(mail).toHaveLength(bytes);
  const parsed = await simpleParser(mail);
  expect(parsed.text).toContain('The first part is this text.');
  expect(parsed.attachments.map(({ filename }) => filename)).toEqual(['filler.txt']);
});

test('too small is refused', () => {
  expect(() => multipartMail(100, 1)).toThrow('needs more than 100 bytes');
});
