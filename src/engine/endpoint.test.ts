import { createHash } from 'node:crypto';
import type { World } from './docker-config';
import { findEndpoint } from './endpoint';
import { tlsAdvice } from './tls';

type Files = Record<string, string>;

function found(env: Record<string, string>, files: Files = {}) {
  const world: World = {
    env,
    home: '/home/a',
    exists: (path) => path in files,
    read: (path) => files[path] ?? '',
  };
  return findEndpoint(world);
}

function context(name: string, docker: object, folder = '/home/a/.docker'): Files {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = { Name: name, Metadata: {}, Endpoints: { docker } };
  return { [`${folder}/contexts/meta/${id}/meta.json`]: JSON.stringify(meta) };
}

const config = (currentContext: string) => JSON.stringify({ auths: {}, currentContext });

describe('the engine is found as the docker client does', () => {
  const files = {
    ...context('far', { Host: 'tcp://198.18.3.2:2375' }),
    ...context('near', { Host: 'unix:///near.sock' }),
    '/home/a/.docker/config.json': config('near'),
    '/run/user/7/docker.sock': '',
  };

  test.each([
    [
      'DOCKER_HOST before all',
      { DOCKER_HOST: 'unix:///h', DOCKER_CONTEXT: 'far' },
      'unix:///h',
      'DOCKER_HOST',
    ],
    ['then DOCKER_CONTEXT', { DOCKER_CONTEXT: 'far' }, 'tcp://198.18.3.2:2375', 'the Docker context far'],
    ['then the current context', {}, 'unix:///near.sock', 'the Docker context near'],
    [
      'the default context is none',
      { DOCKER_CONTEXT: 'default', XDG_RUNTIME_DIR: '/run/user/7' },
      'unix:///run/user/7/docker.sock',
      'the usual place of its socket',
    ],
  ])('%s', (_, env, url, saidBy) => {
    expect(found(env, files)).toEqual({ url, saidBy });
  });

  test('its configuration may be elsewhere', () => {
    const elsewhere = { ...context('far', { Host: 'tcp://h:1' }, '/cfg'), '/cfg/config.json': config('far') };
    expect(found({ DOCKER_CONFIG: '/cfg' }, elsewhere).url).toBe('tcp://h:1');
  });

  test('a TCP address without a port has the usual one', () => {
    expect(found({ DOCKER_HOST: 'tcp://engine' }).url).toBe('tcp://engine:2375');
    expect(found({ DOCKER_HOST: 'tcp://[2001:db8::7]' }).url).toBe('tcp://[2001:db8::7]:2375');
  });
});

describe('what is not served is refused by name, with what works', () => {
  test.each([
    [{ DOCKER_HOST: 'ssh://me@engine' }, 'DOCKER_HOST names ssh://me@engine'],
    [{ DOCKER_HOST: 'tcp//engine' }, 'DOCKER_HOST names tcp//engine'],
    [{ DOCKER_HOST: 'fd://' }, 'DOCKER_HOST names fd://'],
    [{ DOCKER_CONTEXT: 'nowhere' }, 'no Docker context named nowhere'],
  ])('%j', (env, words) => {
    expect(() => found(env)).toThrow(words);
    expect(() => found(env)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  test('ssh, also of a context: a forwarded socket, and where ports are to be published', () => {
    const files = context('far', { Host: 'ssh://me@engine.test:2222' });
    expect(() => found({ DOCKER_CONTEXT: 'far' }, files)).toThrow(
      'ssh -nNT -p 2222 -L /tmp/aerometer-docker.sock:/var/run/docker.sock me@engine.test &\n' +
        '         export DOCKER_HOST=unix:///tmp/aerometer-docker.sock AEROMETER_PUBLISH_HOST=engine.test',
    );
  });

  test('a configuration that is broken', () => {
    const path = '/home/a/.docker/config.json';
    expect(() => found({}, { [path]: '{' })).toThrow(`${path}, of the docker client, cannot be read`);
    expect(() => found({ DOCKER_CONTEXT: 'c' }, context('c', {}))).toThrow('cannot be read');
  });

  test('a context that does not verify the engine', () => {
    const files = context('c', { Host: 'tcp://h:2376', SkipTLSVerify: true });
    expect(() => found({ DOCKER_CONTEXT: 'c' }, files)).toThrow(
      'export DOCKER_HOST=tcp://h:2376 DOCKER_TLS_VERIFY=1',
    );
  });
});

describe('TLS', () => {
  const at = (folder: string): Files =>
    Object.fromEntries(['ca.pem', 'cert.pem', 'key.pem'].map((name) => [`${folder}/${name}`, '']));
  const DOCKER_HOST = 'tcp://engine';

  test('is spoken where DOCKER_TLS_VERIFY says so, with the certificates of DOCKER_CERT_PATH or the usual ones', () => {
    const env = { DOCKER_HOST, DOCKER_TLS_VERIFY: 'yes' };
    expect(found({ ...env, DOCKER_CERT_PATH: '/certs' }, at('/certs'))).toEqual({
      url: 'tcp://engine:2376',
      saidBy: 'DOCKER_HOST',
      certificates: '/certs',
    });
    expect(found(env, at('/home/a/.docker')).certificates).toBe('/home/a/.docker');
    expect(found({ DOCKER_HOST }, at('/home/a/.docker')).certificates).toBeUndefined();
  });

  test('certificates that are missing are named', () => {
    const { '/certs/key.pem': _, ...files } = at('/certs');
    const env = { DOCKER_HOST, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    expect(() => found(env, files)).toThrow('DOCKER_TLS_VERIFY asks for TLS, and key.pem cannot be found');
  });

  test('a context brings its own certificates', () => {
    const id = createHash('sha256').update('far').digest('hex');
    const folder = `/home/a/.docker/contexts/tls/${id}/docker`;
    const files = { ...context('far', { Host: 'tcp://engine:2376' }), ...at(folder) };
    expect(found({ DOCKER_CONTEXT: 'far' }, files).certificates).toBe(folder);
  });

  test.each([
    ['Client sent an HTTP request to an HTTPS server.', /export DOCKER_TLS_VERIFY=1/],
    [
      'write EPROTO 0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number',
      /unset DOCKER_TLS_VERIFY/,
    ],
    ['unable to verify the first certificate', /ca\.pem in DOCKER_CERT_PATH/],
    ['socket hang up', null],
  ])('advice for: %s', (reason, words) => {
    if (words === null) expect(tlsAdvice(reason, true)).toBeNull();
    else expect(tlsAdvice(reason, true)).toMatch(words);
  });
});
