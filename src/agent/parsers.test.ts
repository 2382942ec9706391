import { requestCounters } from './garage-metrics';
import { ipv6Of, sides } from './network';
import { identityOf, memoryOf, reapedFaultsOf, rollup } from './processes';

describe('the memory of a process', () => {
  test('is its RSS and high-water mark', () => {
    const status =
      'Name:\tmaddy\nState:\tS (sleeping)\nVmPeak:\t  1200 kB\nVmHWM:\t   24236 kB\nVmRSS:\t   24000 kB\n';
    expect(memoryOf(status)).toEqual({ name: 'maddy', threads: 1, rss: 24_000 * 1024, peak: 24_236 * 1024 });
  });

  test('is null for a zombie', () => {
    expect(memoryOf('Name:\tx\nState:\tZ (zombie)\n')).toBeNull();
  });

  test('anonymous memory leaves out what the kernel may take back', () => {
    const content =
      'Rss: 9 kB\nPss:                 100 kB\nPss_Anon: 60 kB\nAnonymous:            80 kB\nLazyFree:             30 kB\n';
    expect(rollup(content)).toEqual({ pss: 100 * 1024, anon: 50 * 1024 });
  });

  test('a name with brackets and spaces does not shift its identity', () => {
    const fields = Array.from({ length: 50 }, (_, i) => String(i + 3));
    const stat = `42 (a) b) S ${fields.slice(1).join(' ')}`;
    expect(identityOf(stat)).toEqual({ startTime: '22', stack: '28' });
    expect(reapedFaultsOf(stat)).toBe(11 + 13);
  });
});

test('the storage side is told from the client side by its subnet, not by its name', () => {
  const head = 'Inter-| Receive\n face |bytes\n';
  const row = (name: string, received: number, sent: number) =>
    `${name}: ${received} 1 0 0 0 0 0 0 ${sent} 1 0 0 0 0 0 0\n`;
  const dev = head + row('    lo', 7, 7) + row('  eth0', 100, 200) + row('  eth1', 10, 20);
  const route = 'Iface\tDestination\tGateway\neth1\t000014AC\t00000000\neth0\t000013AC\t00000000\n';
  expect(sides(dev, route, '172.20.0.0/16', () => '')).toEqual({
    storage: { in: 10, out: 20 },
    client: { in: 100, out: 200 },
  });
  expect(sides(dev, route, null, () => '')).toEqual({ storage: null, client: { in: 110, out: 220 } });
});

// Of an interface right after its start, Linux 6.18, which net/dev said to have taken 1416 and sent 586 bytes: 54 of
// those it took are the one IPv4 frame, its bridge's own report of group membership.
const CHATTER = [
  'ifIndex                         \t2',
  'Ip6InReceives                   \t15',
  'Ip6OutRequests                  \t7',
  'Ip6InMcastPkts                  \t15',
  'Ip6InOctets                     \t1152',
  'Ip6OutOctets                    \t488',
  'Ip6InMcastOctets                \t1152',
  'Ip6OutTransmits                 \t7',
].join('\n');

test("the host's own IPv6 is on neither side", () => {
  const dev = 'Inter-|\n face |\neth0: 1416 16 0 0 0 0 0 0 586 7 0 0 0 0 0 0\n';
  const route = 'Iface\tDestination\tGateway\neth0\t000014AC\t00000000\n';
  expect(sides(dev, route, '172.20.0.0/16', () => CHATTER).storage).toEqual({ in: 54, out: 0 });
  expect(sides(dev, route, '172.20.0.0/16', () => '').storage).toEqual({ in: 1416, out: 586 });
});

test('what IPv6 sent counts where the kernel tells frames from requests, and before that', () => {
  const tried = CHATTER.replace(/Ip6OutRequests(\s+)7/, 'Ip6OutRequests$19');
  expect(ipv6Of(tried)).toEqual({ in: 1362, out: 586 });
  expect(ipv6Of(CHATTER.replace(/^Ip6OutTransmits.*$/m, ''))).toEqual({ in: 1362, out: 586 });
});

test("Garage's counters are read by API and endpoint", () => {
  const text = [
    '# TYPE api_s3_request_counter counter',
    'api_s3_request_counter{api_endpoint="GetObject",service_name="garage"} 100',
    'api_k2v_request_counter{api_endpoint="PollItem"} 3',
    'api_s3_error_counter{api_endpoint="GetObject"} 9',
  ].join('\n');
  expect(requestCounters(text)).toEqual({ 's3:GetObject': 100, 'k2v:PollItem': 3 });
});
