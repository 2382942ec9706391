import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, Failure, reasonOf } from '../config/failure';

/** Writes a file that is whole or not there at all, also after a crash or with a full disk. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeSynced(draft, 'w', text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(file, error);
  }
}

/** Writes all of the text and returns only when it is on the disk. */
export function writeSynced(file: string, flags: 'w' | 'a', text: string): void {
  const handle = openSync(file, flags);
  try {
    const bytes = Buffer.from(text);
    // A nearly full disk may take a part only; the next call then says ENOSPC.
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function cannotWrite(file: string, error: unknown): Failure {
  return new Failure(
    EXIT.machine,
    {
      fact: `${file} could not be written`,
      cause: reasonOf(error),
      next: 'free disk space or choose a writable place with --out; scenarios already finished are kept',
    },
    { cause: error },
  );
}
