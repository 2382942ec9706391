import { listWith } from './more-users';
import { SERVERS } from './server';

const credentials = { user: 'u1a2b3c4', bucket: 'bfeed' };

const CLAIM = 'further users are written after the pattern of the first, however often';
test.each([
  ['dovecot', 'u1a2b3c4:{CRYPT}$2y$:5000::/mail/u1a2b3c4::\n', 'u2:{CRYPT}$2y$:5000::/mail/u2::\n'],
  ['maddy', 'u1a2b3c4@a.test: bcrypt:$2a$10\n', 'u2@a.test: bcrypt:$2a$10\n'],
  [
    'aerogramme',
    '[u1a2b3c4]\nemail_addresses = ["u1a2b3c4@a.test"]\npassword = "$argon2id"\nbucket = "bfeed"\n',
    '[u2]\nemail_addresses = ["u2@a.test"]\npassword = "$argon2id"\nbucket = "bfeed-u2"\n',
  ],
] as const)(`${CLAIM} (%s)`, (server, first, second) => {
  const { userList } = SERVERS[server];
  const once = listWith(first, ['u1', 'u2'], userList, credentials);
  expect(once.startsWith(first)).toBe(true);
  expect(once.endsWith(second)).toBe(true);
  expect(listWith(once, ['u1', 'u2'], userList, credentials)).toBe(once);
  const more = listWith(once, ['s1'], userList, credentials);
  expect(more.startsWith(once)).toBe(true);
  expect(more).toBe(`${once}${second.replaceAll('u2', 's1')}`);
});

test('a list without the first user is refused', () => {
  expect(() => listWith('', ['u1'], SERVERS.dovecot.userList, credentials)).toThrow(
    'the user u1a2b3c4 is not in users',
  );
});
