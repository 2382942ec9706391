import type { Measured, Sessions } from './scenario';

/** What is measured is not one command but many sessions at once. */
export function sessionsOf(measured: Measured): Sessions | undefined {
  return typeof measured === 'object' && 'sessions' in measured ? measured : undefined;
}

/** The command's name, in capitals: `FETCH`, `UID FETCH`, `APPEND`, `LMTP`; `SESSIONS` where there are many at once. */
export function verbOf(measured: Measured): string {
  if (typeof measured === 'object') {
    if ('append' in measured) return 'APPEND';
    if ('deliver' in measured) return 'LMTP';
    if ('idle' in measured) return 'IDLE';
    if ('sessions' in measured) return 'SESSIONS';
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
