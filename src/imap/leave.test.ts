import { createServer } from 'node:net';
import { leave } from './leave';
import { Wire } from './wire';

async function leaving(answer: (tag: string) => string, close: boolean): Promise<boolean> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK hello\r\n');
    socket.on('data', (data) => {
      socket.write(answer(data.toString().split(' ')[0] ?? ''));
      if (close) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const wire = await Wire.open({ host: '127.0.0.1', port });
  try {
    return await leave(wire, 2000);
  } finally {
    wire.close();
    server.close();
  }
}

test('a session is left by BYE, with or without the tagged answer, and which is told', async () => {
  expect(await leaving((tag) => `* BYE\r\n${tag} OK\r\n`, true)).toBe(true);
  expect(await leaving(() => '* BYE see you\r\n', true)).toBe(false);
});

test('a connection that ends without BYE is an error, and so is silence after it', async () => {
  await expect(leaving(() => '* OK still here\r\n', true)).rejects.toThrow(
    'The connection ended during "LOGOUT"',
  );
  await expect(leaving(() => '* BYE but open\r\n', false)).rejects.toThrow('LOGOUT');
});
