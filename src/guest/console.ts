const [ESC, BEL] = [27, 7].map((code) => String.fromCharCode(code));
/** A terminal's control sequences, with which systemd begins (ECMA-48, 5.4, and the title's). */
const CONTROL = new RegExp(`${ESC}[^a-zA-Z${BEL}]*[a-zA-Z${BEL}]`, 'g');
/** Among the kernel's own is how it powers off. */
const KERNEL = /^\[\s*\d+\.\d+\] /;

/** What a line of the guest's console says to the user; null for those of the kernel, and empty ones. */
export function consoleLine(raw: string): string | null {
  const line = raw.replace(CONTROL, '').replaceAll('\r', '').trimEnd();
  return line.trim() === '' || KERNEL.test(line) ? null : line;
}
