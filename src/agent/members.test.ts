import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pidsIn, pidsOf } from './members';

/** A hierarchy in a temporary folder: cgroup.procs by directory. */
function withTree(procs: Record<string, string>, check: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'aerometer-cgroup-'));
  try {
    for (const [dir, text] of Object.entries(procs)) {
      mkdirSync(join(root, dir), { recursive: true });
      writeFileSync(join(root, dir, 'cgroup.procs'), text);
    }
    check(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

// Constructed: a container that runs systemd keeps itself in init.scope and its services beside it.
test('the processes of a container are also those of the cgroups below its own', () => {
  withTree(
    { '.': '', 'init.scope': '40\n', 'system.slice/dovecot.service': '41\n42\n', 'system.slice': '' },
    (root) => {
      const pids = pidsOf({ procsFile: join(root, 'cgroup.procs') });
      expect(pids.sort()).toEqual([40, 41, 42]);
    },
  );
});

// pid_namespaces(7): a process outside of the reader's namespace has no number there.
test('a process of another pid namespace is an error, since its memory cannot be read', () => {
  expect(() => pidsIn('0\n0\n')).toThrow("the agent's pids are not the host's");
  expect(pidsIn('7\n8\n')).toEqual([7, 8]);
});

test('a cgroup that is gone is an error', () => {
  expect(() => pidsOf({ procsFile: '/nowhere/cgroup.procs' })).toThrow('ENOENT');
});
