import type { Endpoint } from './endpoint';
import { publishing, publishingRefused, saidOf } from './publishing';

const at = (url: string): Endpoint => ({ url, saidBy: 'DOCKER_HOST' });

test.each([
  ['unix:///var/run/docker.sock', undefined, '127.0.0.1', '127.0.0.1'],
  ['npipe:////./pipe/docker_engine', undefined, '127.0.0.1', '127.0.0.1'],
  ['tcp://127.0.0.1:2375', undefined, '127.0.0.1', '127.0.0.1'],
  ['tcp://localhost:2375', undefined, '127.0.0.1', '127.0.0.1'],
  ['tcp://198.18.3.2:2375', undefined, '198.18.3.2', '198.18.3.2'],
  ['tcp://[2001:db8::7]:2376', undefined, '2001:db8::7', '2001:db8::7'],
  ['tcp://198.18.3.2:2375', '198.18.9.9', '198.18.9.9', '198.18.9.9'],
  ['tcp://198.18.3.2:2375', '0.0.0.0', '0.0.0.0', '198.18.3.2'],
  ['unix:///var/run/docker.sock', '0.0.0.0', '0.0.0.0', '127.0.0.1'],
  ['unix:///tmp/forwarded.sock', '198.18.3.2', '198.18.3.2', '198.18.3.2'],
])(
  'an engine at %s, with the wish %s, publishes on %s and is reached at %s',
  async (url, wish, publishOn, reachAt) => {
    expect(await publishing(at(url), wish)).toEqual({ publishOn, reachAt });
  },
);

test('a job in a container of the engine whose socket it has publishes where it reaches the host', async () => {
  const job = '172.17.0.1';
  expect(await publishing(at('unix:///x'), undefined, job)).toEqual({ publishOn: job, reachAt: job });
  expect(await publishing(at('unix:///x'), '0.0.0.0', job)).toEqual({ publishOn: '0.0.0.0', reachAt: job });
  const other = '198.18.3.2';
  expect(await publishing(at(`tcp://${other}:2375`), undefined, job)).toEqual({
    publishOn: other,
    reachAt: other,
  });
});

test('a name without an address is named, whoever gave it', async () => {
  const wrong = publishing(at('unix:///x'), 'engine.invalid');
  await expect(wrong).rejects.toMatchObject({ exitCode: 2, fact: expect.stringContaining('engine.invalid') });
  await expect(publishing(at('tcp://engine.invalid:1'))).rejects.toThrow('DOCKER_HOST names engine.invalid');
});

test('ports that others can reach are announced', () => {
  const said = (publishOn: string) => saidOf({ publishOn, reachAt: publishOn }).join();
  expect(said('127.0.0.1')).toBe('');
  expect(said('198.18.3.2')).toContain('open at 198.18.3.2');
  expect(said('0.0.0.0')).toContain('every address of the engine');
  expect(said('::')).toContain('every address of the engine');
});

test('an address that is not the engine host’s own becomes advice; other errors stay', () => {
  const refused = new Error(
    'Error starting userland proxy: listen tcp4: bind: cannot assign requested address',
  );
  expect(publishingRefused(refused, '203.0.113.1')).toMatchObject({
    exitCode: 3,
    fact: 'The engine cannot publish ports on 203.0.113.1',
  });
  const other = new Error('no such image');
  expect(publishingRefused(other, '203.0.113.1')).toBe(other);
});
