import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../config/root';
import { SecondEngine, whyNoSecondEngine } from './second-engine';
import { must } from './second-engine-remains';

jest.setTimeout(60_000);

const certs = mkdtempSync(join(tmpdir(), 'aerometer-tls-'));
const file = (name: string) => join(certs, name);
const reason =
  whyNoSecondEngine() ?? (spawnSync('openssl', ['version']).error ? 'not installed: openssl' : null);
const suite = reason ? describe.skip : describe;

suite(reason ? `an engine behind TLS (skipped: ${reason})` : 'an engine behind TLS', () => {
  let engine: SecondEngine;

  beforeAll(async () => {
    engine = await SecondEngine.start((address) => {
      makeCertificates(address);
      const own = ['--tlscert', file('server-cert.pem'), '--tlskey', file('server-key.pem')];
      const [ca, cert, key] = ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readFileSync(file(name)));
      return {
        port: 2376,
        flags: ['--tlsverify', '--tlscacert', file('ca.pem'), ...own],
        client: { protocol: 'https', ca, cert, key },
      };
    });
  });

  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    rmSync(certs, { recursive: true, force: true });
  });

  function doctor(env: Record<string, string>) {
    const { DOCKER_TLS_VERIFY: _, DOCKER_CERT_PATH: __, ...own } = process.env;
    const done = spawnSync(process.execPath, [join(ROOT, 'bin/aerometer.mjs'), 'doctor'], {
      env: { ...own, DOCKER_HOST: `tcp://${engine.address}`, ...env },
      encoding: 'utf8',
    });
    return { code: done.status, said: done.stdout };
  }

  test('is spoken to with the certificates of DOCKER_CERT_PATH', () => {
    const { code, said } = doctor({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certs });
    expect(said).toContain(`at ${engine.url} (named by DOCKER_HOST)`);
    expect(code).toBe(0);
  });

  test('says what to export where TLS is not asked for', () => {
    const { code, said } = doctor({ DOCKER_HOST: `tcp://${engine.address}:2376` });
    expect({ code, said }).toMatchObject({ code: 3, said: expect.stringContaining('DOCKER_TLS_VERIFY=1') });
  });

  test('says what to see to where its authority is another', () => {
    const other = mkdtempSync(join(certs, 'other-'));
    for (const name of ['cert.pem', 'key.pem']) copyFileSync(file(name), join(other, name));
    const authority = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=another'];
    must('openssl', [...authority, '-keyout', join(other, 'ca-key.pem'), '-out', join(other, 'ca.pem')]);
    const { code, said } = doctor({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: other });
    expect({ code, said }).toMatchObject({
      code: 3,
      said: expect.stringContaining('ca.pem in DOCKER_CERT_PATH'),
    });
  });
});

/** An authority, and what it signed for the engine and for its client. */
function makeCertificates(address: string): void {
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  const days = ['-days', '2'];
  const ca = ['-keyout', file('ca-key.pem'), '-out', file('ca.pem')];
  must('openssl', ['req', '-x509', ...key, ...days, '-subj', '/CN=authority', ...ca]);
  for (const [name, extensions] of [
    ['server-', `subjectAltName=IP:${address}\nextendedKeyUsage=serverAuth\n`],
    ['', 'extendedKeyUsage=clientAuth\n'],
  ]) {
    writeFileSync(file('extensions'), extensions ?? '');
    const request = ['-keyout', file(`${name}key.pem`), '-out', file('request')];
    must('openssl', ['req', ...key, '-subj', `/CN=${name}test`, ...request]);
    const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca-key.pem'), '-CAcreateserial'];
    const made = ['-extfile', file('extensions'), '-out', file(`${name}cert.pem`)];
    must('openssl', ['x509', '-req', '-in', file('request'), ...days, ...signed, ...made]);
  }
}
