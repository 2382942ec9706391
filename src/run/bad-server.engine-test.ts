import type Docker from 'dockerode';
import { aerometer, docker, endsWith, happen, left, SMALL, tidyUp } from './real-run';

// What a server or its storage may do to a scenario: that one is an error, the others are measured.

jest.setTimeout(180_000);
tidyUp();

test('a server that refuses the login, dies or hangs costs the scenario it does it in, and no other', async () => {
  const forgetUsers = async (server: Docker.Container) => {
    const exec = await server.exec({ Cmd: ['truncate', '-s', '0', '/state/users'] });
    await exec.start({ Detach: true });
  };
  const stop = await happen([forgetUsers, (server) => server.kill(), (server) => server.pause()]);
  // Waits are cut short, so that the one for the hanging server is over soon.
  const ran = aerometer(['run', '--server', 'dovecot', '--family', 'connection', ...SMALL], {
    AEROMETER_PATIENCE: '0.4',
  });
  await ran.code;
  stop();
  await endsWith(ran, 5);
  const [refusing, dying, hanging, ...others] = ran.results().scenarios;
  expect(refusing).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/NO \[AUTHENTICATIONFAILED\]/),
  });
  expect(dying).toMatchObject({
    status: 'error',
    reason: expect.stringContaining('dovecot exited with code 137'),
  });
  expect(hanging).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/^Waited \d+ s for dovecot to greet on its IMAP port/),
  });
  for (const { log } of [refusing, dying, hanging].filter((one) => one !== undefined))
    expect(log.join()).toContain('starting up for imap');
  expect(others.length).toBeGreaterThan(5);
  expect(others.flatMap(({ status, name, reason }) => (status === 'error' ? [[name, reason]] : []))).toEqual(
    [],
  );
  expect(ran.results().run.finishedAt).not.toBeNull();
  expect(await left()).toBe(0);
});

test('when Garage dies, the error names the storage, and the next scenario has a Garage again', async () => {
  const stop = await happen([(_, stack) => docker.getContainer(`${stack}-garage`).kill()]);
  const ran = aerometer(['run', '--server', 'maddy', '--family', 'delivery', ...SMALL]);
  await ran.code;
  stop();
  await endsWith(ran, 5);
  const [orphaned, next] = ran.results().scenarios;
  expect(orphaned).toMatchObject({
    status: 'error',
    reason: expect.stringContaining('Garage, the storage, exited with code 137'),
  });
  expect(orphaned?.log.join()).toMatch(/garage/i);
  expect(next).toMatchObject({ status: 'measured' });
  expect(await left()).toBe(0);
});

test('a server that the kernel kills for memory within a command is called that, with its limit', async () => {
  const Memory = 48 * 2 ** 20;
  const stop = await happen([(server) => server.update({ Memory, MemorySwap: Memory })]);
  const ran = aerometer(['run', '--server', 'maddy', '--scenario', 'APPEND of 20 MB', ...SMALL]);
  await ran.code;
  stop();
  await endsWith(ran, 5);
  expect(ran.results().scenarios[0]).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(
      // Asked before the engine has noticed the end, it knows of the kill and not yet of the exit code.
      /^the kernel killed (a process of )?maddy for memory \((exit code 137, )?its limit is 48 MiB\): The connection ended during "APPEND/,
    ),
  });
  expect(await left()).toBe(0);
});
