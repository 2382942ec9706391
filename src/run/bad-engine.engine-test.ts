import { createServer, connect as open, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findEndpoint } from '../engine/endpoint';
import { aerometer, endsWith, left, SCRATCH, SMALL, tidyUp, until } from './real-run';

jest.setTimeout(180_000);
tidyUp();

/** A socket that leads to the engine until it is cut: the engine itself is shared, and must not be stopped. */
async function passage(): Promise<{ url: string; cut: () => Promise<void> }> {
  const { url } = findEndpoint();
  const target = new URL(url.replace(/^tcp:/, 'http:'));
  const engine = () =>
    url.startsWith('unix:') ? open(target.pathname) : open(Number(target.port), target.hostname);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = engine();
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
  });
  const path = join(SCRATCH, 'engine.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: `unix://${path}`, cut };
}

test('an engine that stops in the middle ends the run at once, and what was measured is kept', async () => {
  const { url, cut } = await passage();
  const ran = aerometer(['run', '--server', 'dovecot', '--family', 'notification', ...SMALL], {
    DOCKER_HOST: url,
  });
  await until(ran, 'a finished scenario', () => ran.finished() > 0);
  await cut();
  await endsWith(ran, 3);
  expect(ran.printed()).toContain(`The Docker engine at ${url} stopped answering during the run`);
  const { run, scenarios } = ran.results();
  expect(run.finishedAt).toBeNull();
  expect(scenarios[0]).toMatchObject({ status: 'measured' });
  expect(scenarios.length).toBeLessThan(5);
  // Its agent and its lock ended with their connections; the rest goes when the engine is there again.
  await pause(500);
  expect(await left()).toBeGreaterThan(0);
  const clean = aerometer(['clean', '--keep-cache']);
  await endsWith(clean, 0);
  expect(await left()).toBe(0);
});
