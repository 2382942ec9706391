import type { Samples } from './answer';

const ID = /\b[0-9a-f]{64}\b/g;
const ABOUT_CGROUPS = /cgroup/;

/** Samples fit to be read and committed: container ids of 64 digits cut to 12, and of mounts only those of cgroups. */
export function shortened(samples: Samples): Samples {
  return Object.fromEntries(
    Object.entries(samples).map(([path, text]) => [
      short(path),
      short(/mount/.test(path) ? cgroupLines(text) : text),
    ]),
  );
}

function short(text: string): string {
  return text.replace(ID, (id) => id.slice(0, 12));
}

function cgroupLines(text: string): string {
  return text
    .split('\n')
    .filter((line) => ABOUT_CGROUPS.test(line))
    .map((line) => `${line}\n`)
    .join('');
}
