import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOptions } from '../config/config';
import { ownKind } from './own';
import { describeOwn, kindNamed, serverKind } from './server';

const OWN = {
  imapPort: 1143,
  lmtpPort: 1024,
  state: '/var/imapd',
  files: { '/etc/imapd.conf': 'imapd.conf' },
  owners: { mail: 1000 },
  users: { file: 'users', line: '{{user}}:{{password}}' },
};
const credentials = {
  user: 'ada',
  password: 'secret',
  domain: 'example.net',
  keyId: 'key',
  secretKey: 'hidden',
  bucket: 'b',
  rpcSecret: 'r',
  adminToken: 't',
  certificate: 'c',
  certificateKey: 'k',
};

function options(conf: string | null, own: object = OWN) {
  const cwd = mkdtempSync(join(tmpdir(), 'aerometer-own-'));
  writeFileSync(join(cwd, 'aerometer.config.json'), JSON.stringify({ server: 'own', own }));
  if (conf !== null) writeFileSync(join(cwd, 'imapd.conf'), conf);
  return runOptions({ mode: 'gate', argv: ['run'], flags: {}, env: {}, cwd });
}

test('a config file describes a server: its files are filled in, its first user written down', () => {
  const { own } = options('hostname {{domain}}\n');
  if (own === undefined) throw new Error('it has no own server');
  expect(() => serverKind('own')).toThrow('no config file has `own`');
  describeOwn(own);
  const kind = serverKind('own');
  expect(kindNamed('own')).toBe(kind);
  expect(kind).toMatchObject({ imapPort: 1143, imapsPort: null, stateAt: '/var/imapd', storageApis: [] });
  expect(kind.files(credentials)[0]).toMatchObject({
    path: '/etc/imapd.conf',
    content: 'hostname example.net\n',
  });
  expect(kind.stateFiles(credentials)).toEqual([
    { path: 'mail/.keep', text: '', owner: 1000 },
    { path: 'users', text: 'ada:secret\n' },
  ]);
  expect(kind.login(credentials)).toBe('ada');
  expect(ownKind({ ...own, login: 'address', storage: true })).toMatchObject({
    storageApis: ['s3', 'k2v'],
    userList: { ownBucket: true },
  });
  expect(ownKind({ ...own, login: 'address' }).login(credentials)).toBe('ada@example.net');
});

test.each([
  ['a file that is not there', null, OWN, /own\.files: imapd\.conf cannot be read/],
  ['an unknown key', '', { ...OWN, imap: 1 }, /imap/],
  ['a state that is no path in a container', '', { ...OWN, state: 'var' }, /must be a path in the container/],
  ['a port that there is not', '', { ...OWN, lmtpPort: 70_000 }, /lmtpPort/],
])('refuses %s', (_, conf, own, words) => {
  expect(() => options(conf, own)).toThrow(words);
});

test('a word that nobody gives is named with its place', () => {
  const { own } = options('{{host}}');
  if (own === undefined) throw new Error('it has no own server');
  expect(() => ownKind(own).files(credentials)).toThrow(
    /own\.files, \/etc\/imapd\.conf asks for \{\{host\}\}/,
  );
});
