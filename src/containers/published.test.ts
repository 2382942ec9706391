import { reachedAt } from './published';

const NetworkSettings = {
  Networks: { 'run-client': { IPAddress: '172.20.0.2', NetworkID: '0123456789abcdef' } },
  Ports: { '143/tcp': [{ HostIp: '127.0.0.1', HostPort: '32768' }] },
} as unknown as Parameters<typeof reachedAt>[0]['NetworkSettings'];
const info = { Name: '/run-net', NetworkSettings };
const at = (interfaces: readonly string[], port = 143) =>
  reachedAt(info, 'run-client', port, '127.0.0.1', interfaces);

test('a port is reached over the bridge of its network, where this host has that very bridge', () => {
  expect(at(['lo', 'br-0123456789ab'])).toEqual({ host: '172.20.0.2', port: 143 });
});

test('elsewhere, as in a VM, behind another network namespace or on a remote engine, it is reached where it is published', () => {
  expect(at(['lo', 'eth0'])).toEqual({ host: '127.0.0.1', port: 32768 });
  expect(at(['lo', 'br-ffffffffffff', 'docker0'])).toEqual({ host: '127.0.0.1', port: 32768 });
});

test('a port that nobody published is an error where it would be needed', () => {
  expect(() => at(['lo'], 993)).toThrow('port 993 of /run-net is not published');
});
