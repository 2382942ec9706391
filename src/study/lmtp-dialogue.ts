import { connect } from 'node:net';
import { within } from '../config/deadline';
import type { Address } from '../imap/address';

const ANSWER_MS = 10_000;

/** Says lines over LMTP until one is refused, then hangs up. Returns the lines of each answer (RFC 5321 section 4.2.1). */
export function dialogue({ host, port }: Address, lines: readonly string[]): Promise<string[][]> {
  return within(
    ANSWER_MS,
    'the LMTP server to answer',
    () =>
      new Promise((resolve, reject) => {
        const socket = connect({ host, port });
        const answers: string[][] = [[]];
        let rest = '';
        const end = () => {
          socket.destroy();
          resolve(answers.slice(1));
        };
        const heard = (line: string) => {
          answers.at(-1)?.push(line);
          if (!/^\d{3}( |$)/.test(line)) return;
          const next = lines[answers.length - 1];
          if (next === undefined || !/^[23]/.test(line)) return end();
          answers.push([]);
          socket.write(`${next}\r\n`);
        };
        socket.on('data', (chunk: Buffer) => {
          const parts = (rest + chunk.toString('latin1')).split('\r\n');
          rest = parts.pop() ?? '';
          parts.forEach(heard);
        });
        socket.on('error', reject);
        socket.on('close', end);
      }),
  );
}
