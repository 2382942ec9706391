import { bytes, count, milliseconds } from '../units';
import type { Axis } from './lines';

type More = Partial<Omit<Axis, 'label' | 'say'>>;

/** Axes whose ticks are round numbers of their unit; linear unless `more` says otherwise. */
export const bytesAxis = (label: string, more: More = {}): Axis =>
  axis(label, bytes, { binary: true, ...more });
/** Values in milliseconds. */
export const timeAxis = (label: string, more: More = {}): Axis => axis(label, milliseconds, more);
export const countAxis = (label: string, more: More = {}): Axis => axis(label, count, more);
/** Values from 0 to 1, read as percent. */
export const shareAxis = (label: string, more: More = {}): Axis =>
  axis(label, (value) => `${count(100 * value)} %`, { reach: [0, 1], ...more });

function axis(label: string, say: (value: number) => string, more: More): Axis {
  return { label, scale: 'linear', say: (value) => short(say(value)), ...more };
}

/** "1.00 KiB" is a measured value; at a tick it is 1 KiB. */
function short(text: string): string {
  return text.replace(/(\.\d*?)0+(?= |$)/, '$1').replace(/\.(?= |$)/, '');
}
