import type { Measured } from './scenario';

/** The command's name, in capitals: `FETCH`, `UID FETCH`, `APPEND`, `LMTP`. */
export function verbOf(measured: Measured): string {
  if (typeof measured === 'object') {
    if ('append' in measured) return 'APPEND';
    if ('deliver' in measured) return 'LMTP';
    if ('idle' in measured) return 'IDLE';
  }
  const line = typeof measured === 'string' ? measured : measured.command;
  return /^(?:UID )?[A-Z]+(?= |$)/i.exec(line)?.[0].toUpperCase() ?? '';
}

/** Bytes of the mail that the measured command brings to INBOX; undefined where it brings none. */
export function newBytesOf(measured: Measured): number | undefined {
  if (typeof measured === 'string') return undefined;
  if ('append' in measured) return measured.append;
  if ('deliver' in measured) return measured.deliver;
  return 'idle' in measured && 'arrives' in measured.idle ? measured.idle.arrives : undefined;
}
