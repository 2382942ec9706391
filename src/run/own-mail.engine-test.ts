import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { login } from '../imap/login';
import { aerometer, endsWith, left, SCRATCH, tidyUp } from './real-run';

// A user's own mail, several sizes, and containers that stay.

jest.setTimeout(180_000);
tidyUp();

const ONE = ['run', '--server', 'dovecot', '--scenario', 'FETCH FLAGS', '--quick'];
const mail = (subject: string) => `From: ada@example.net\nSubject: ${subject}\n\nHello\n`;
const mbox = (...mails: string[]) =>
  mails.map((one) => `From ada@example.net Thu Jan  7 09:30:00 2021\n${one}\n`).join('');

test('--mbox measures it, and --keep leaves it running where the output says, until it is cleaned away', async () => {
  writeFileSync(join(SCRATCH, 'my.mbox'), mbox(mail('one'), mail('two'), mail('three')));
  const ran = aerometer([...ONE, '--mbox', 'my.mbox', '--keep']);
  await endsWith(ran, 0);
  expect(ran.results()).toMatchObject({
    run: { mailbox: { messages: 3, name: expect.stringMatching(/^mbox-my\.mbox-/) } },
    scenarios: [{ status: 'measured', variables: { N: 3, k: 3 } }],
  });
  const found = /IMAP ([\d.]+):(\d+), .* user (\S+), password ([^;]+);/.exec(ran.printed());
  const [, host = '', port, user = '', password = ''] = found ?? [];
  const { wire } = await login({ host, port: Number(port) }, { login: user, password });
  const { untagged } = await wire.run('STATUS INBOX (MESSAGES)', 10_000);
  wire.close();
  expect(untagged[0]?.text).toBe('STATUS INBOX (MESSAGES 3)');
  const clean = aerometer(['clean', '--keep-cache']);
  await endsWith(clean, 0);
  expect(await left()).toBe(0);
});

test('--maildir measures it, worst first on request', async () => {
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(SCRATCH, 'Mail', folder), { recursive: true });
  writeFileSync(join(SCRATCH, 'Mail/cur/1000.a.host:2,S'), mail('one'));
  writeFileSync(join(SCRATCH, 'Mail/new/1001.b.host'), mail('two'));
  const args = ['run', '--server', 'dovecot', '--family', 'delivery', '--quick', '--sort', 'cpu'];
  const ran = aerometer([...args, '--maildir', 'Mail']);
  await endsWith(ran, 0);
  const { scenarios } = ran.results();
  expect(scenarios.map(({ family }) => family)).toEqual(['delivery', 'delivery']);
  expect(scenarios.map(({ variables }) => variables.N)).toEqual([2, 2]);
  const printed = ran.printed();
  expect(printed.lastIndexOf('LMTP delivery of 20 MB')).toBeLessThan(
    printed.lastIndexOf('LMTP delivery of a small'),
  );
});

test('--sizes measures each scenario once a size', async () => {
  const ran = aerometer([...ONE, '--sizes', '3,6', '--seed', '77']);
  await endsWith(ran, 0);
  expect(ran.results().scenarios.map(({ variables }) => variables.N)).toEqual([3, 6]);
  expect(await left()).toBe(0);
});

test("a mail over the server's limit is named with its size and the server's words", async () => {
  const body = `${'x'.repeat(998)}\n`.repeat(34_000);
  writeFileSync(join(SCRATCH, 'large.mbox'), mbox(mail('small'), mail('large') + body));
  // It takes 32 MiB, and does not say so beforehand: it advertises APPENDLIMIT alone, and 0 when asked by STATUS.
  const args = ['run', '--server', 'maddy', '--scenario', 'NOOP', '--quick', '--mbox', 'large.mbox'];
  const ran = aerometer(args);
  await endsWith(ran, 5);
  expect(ran.printed()).toMatch(
    /Mail 2 \(34\d+ bytes\) could not be seeded\n {2}cause: APPEND was answered NO \[TOOBIG\]/,
  );
  expect(await left()).toBe(0);
});
