import nodemailer from 'nodemailer';
import { within } from '../config/deadline';
import type { Address } from './address';

/** Delivers one mail over LMTP (RFC 2033). Rejects with the server's words when it does not take it. */
export async function deliver(lmtp: Address, to: string, mail: Buffer, ms: number): Promise<string> {
  const transport = nodemailer.createTransport({
    ...lmtp,
    lmtp: true,
    secure: false,
    ignoreTLS: true,
    name: 'client.aerometer.test',
  });
  try {
    const sent = await within(ms, 'the LMTP server to take the mail', () =>
      transport.sendMail({ envelope: { from: 'sender@aerometer.test', to: [to] }, raw: mail }),
    );
    if (sent.accepted.length !== 1) throw new Error(`LMTP took nobody: ${sent.response}`);
    return sent.response;
  } finally {
    transport.close();
  }
}
