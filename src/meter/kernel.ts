/** Whether a Linux release (`6.18.44-x`, as uname -r prints it) is that version or later. An unreadable one is not. */
export function isAtLeast(release: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  if (first === undefined || second === undefined) return false;
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}
