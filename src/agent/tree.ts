import { execFileSync } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeDigest } from './protocol';

/** Copies the content of a directory into another, keeping owners, modes, times and sparse files. */
export function copyTree(from: string, to: string): void {
  execFileSync('cp', ['-a', '--sparse=always', '--reflink=auto', `${from}/.`, to]);
}

export function emptyTree(path: string): void {
  for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true, force: true });
}

/** Counts and hashes every file below a directory: a damaged copy shows as another digest. */
export function digestTree(root: string): TreeDigest {
  const hash = createHash('sha256');
  const seen = { files: 0, bytes: 0 };
  walk(root, '', hash, seen);
  return { ...seen, sha256: hash.digest('hex') };
}

function walk(root: string, below: string, hash: Hash, seen: { files: number; bytes: number }): void {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(below, entry.name);
    hash.update(`${path}\0`);
    if (entry.isDirectory()) walk(root, path, hash, seen);
    else if (entry.isFile()) {
      seen.files += 1;
      seen.bytes += statSync(join(root, path)).size;
      content(join(root, path), hash);
    }
  }
}

function content(path: string, hash: Hash): void {
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let n = readSync(file, buffer); n > 0; n = readSync(file, buffer))
      hash.update(buffer.subarray(0, n));
  } finally {
    closeSync(file);
  }
}
