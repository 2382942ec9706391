import { gatewayOf, hostOfJob } from './job-container';

const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
`;

const world = (inContainer: boolean) => ({
  exists: () => inContainer,
  read: () => ROUTES,
  hostname: () => 'b2a1',
});
const engine = (known: string[]) => ({
  getContainer: (id: string) => ({
    inspect: async () => {
      if (!known.includes(id)) throw new Error(`no such container: ${id}`);
    },
  }),
});
const found = (known: string[], inContainer = true) =>
  hostOfJob(engine(known) as unknown as Parameters<typeof hostOfJob>[0], world(inContainer));

test('a job in a container of that engine reaches published ports at its gateway', async () => {
  expect(await found(['b2a1'])).toBe('172.17.0.1');
});

test('a container with an engine of its own, and a host, reach them on loopback', async () => {
  expect(await found([])).toBeNull();
  expect(await found(['b2a1'], false)).toBeNull();
});

test('without a default route there is no such address', () => {
  expect(gatewayOf(ROUTES.split('\n').slice(0, 2).join('\n'))).toBeNull();
});
