import { aerometer, endsWith, tidyUp } from '../run/real-run';

// The parts that know the specs of commands, which they load as Jest has compiled them.

jest.setTimeout(180_000);
tidyUp();

test('the parts that know all scenarios load them, also where --quick leaves them out', async () => {
  const ran = aerometer(['run', '--server', 'dovecot', '--quick', '--part', 'replay,limits']);
  await endsWith(ran, 0);
  expect(ran.printed().match(/: left out by --quick/g)).toHaveLength(2);
});
