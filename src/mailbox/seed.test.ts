import { Wire } from '../imap/wire';
import { mailboxOf } from './choose';
import { seed } from './seed';

test('a mail over the limit that a server advertises is named before anything is sent', async () => {
  const wire: Wire = Object.create(Wire.prototype);
  const mailbox = mailboxOf({ kind: 'dataset', messages: 3 });
  const limit = Math.max(...mailbox.sizes) - 1;
  const at = mailbox.sizes.indexOf(limit + 1) + 1;
  const capabilities = new Set(['IMAP4REV1', `APPENDLIMIT=${limit}`]);
  await expect(seed({ wire, capabilities }, mailbox)).rejects.toThrow(
    `Mail ${at} is over the server's limit: ${limit + 1} bytes\n  cause: the server takes mails up to ${limit} bytes`,
  );
});
