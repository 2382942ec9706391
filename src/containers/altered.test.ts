import { altered, dosed } from './altered';
import { newCredentials } from './credentials';
import { SERVERS } from './server';

test('a dosed server starts beside the load, with its own command after it', () => {
  expect(dosed(SERVERS.maddy).entrypoint).toEqual([
    '/aerometer/beside',
    '7000',
    ...(SERVERS.maddy.entrypoint ?? []),
  ]);
  expect(dosed(SERVERS.dovecot)).toMatchObject({ dosePort: 7000, command: SERVERS.dovecot.command });
});

test('each fault changes what it says, and nothing else of the server', async () => {
  const credentials = await newCredentials();
  const text = (kind: typeof SERVERS.maddy) =>
    JSON.stringify([kind.files(credentials), kind.errands(credentials)]);
  expect(altered(SERVERS.maddy, 'gogc-off').environment).toEqual({ GOGC: 'off' });
  expect(text(altered(SERVERS.maddy, 'dearer-hash')).match(/--bcrypt-cost","12/g)).toHaveLength(2);
  expect(text(altered(SERVERS.dovecot, 'no-index'))).toContain('maildir:/state/mail/%n:INDEX=MEMORY');
  expect(text(altered(SERVERS.dovecot, 'no-cache'))).toContain('mail_cache_record_max_size = 1');
  expect(text(altered(SERVERS.dovecot, 'dearer-hash'))).toContain('"BLF-CRYPT","-r","10"');
  expect(
    altered(SERVERS.dovecot, 'no-index')
      .errands(credentials)
      .map(({ command }) => command),
  ).toEqual(SERVERS.dovecot.errands(credentials).map(({ command }) => command));
});

test('a fault that a server cannot have, or whose config has changed, is an error', async () => {
  const credentials = await newCredentials();
  expect(() => altered(SERVERS.dovecot, 'gogc-off')).toThrow('dovecot has no fault called gogc-off');
  const other = { ...SERVERS.dovecot, files: () => [] };
  expect(() => altered(other, 'no-index').files(credentials)).toThrow(
    'no file of dovecot holds "mail_location',
  );
});
