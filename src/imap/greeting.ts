import { connect } from 'node:net';

const PATIENCE_MS = 2000;

/** Connects and waits for the greeting (RFC 9051 7.1), then hangs up. Rejects when there is none. */
export function greeting({ host, port }: { host: string; port: number }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const fail = (why: string) => {
      socket.destroy();
      reject(new Error(`${host}:${port} ${why}`));
    };
    socket.once('data', (chunk: Buffer) => {
      socket.destroy();
      const line = chunk.toString('latin1');
      if (line.startsWith('* OK')) resolve(line.trimEnd());
      else reject(new Error(`${host}:${port} greeted with ${JSON.stringify(line.slice(0, 80))}`));
    });
    socket.once('timeout', () => fail(`sent no greeting within ${PATIENCE_MS / 1000} s`));
    socket.once('error', (error) => fail(`refused: ${error.message}`));
    socket.once('close', () => fail('closed the connection before its greeting'));
  });
}
