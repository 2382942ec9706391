import { createServer, type Server, type Socket } from 'node:net';

/** For tests: takes whatever is delivered (RFC 2033), and says of each mail that it has arrived. */
export function tinyLmtp(arrived: () => void): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 tiny LMTP\r\n');
    let data = false;
    hearLines(socket, (line) => {
      if (data && line !== '.') return;
      if (line === 'DATA') socket.write('354 go on\r\n');
      else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n');
      if (line === '.') arrived();
      data = line === 'DATA';
    });
  });
}

/** Each whole line that comes, without its end. */
export function hearLines(socket: Socket, hear: (line: string) => void): void {
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const whole = (rest + chunk.toString()).split('\r\n');
    rest = whole.pop() ?? '';
    for (const line of whole) hear(line);
  });
}
