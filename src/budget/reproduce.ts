import type { Results, ScenarioResult } from '../report/schema';
import { imageName } from './fitness';

/** One line to paste into a shell: the same image, seed, sizes and scenario, measured again and judged. */
export function reproduceLine(results: Results, { name }: Pick<ScenarioResult, 'name'>): string {
  const { run, server } = results;
  const typed = (flags: string) =>
    (new RegExp(` --(?:${flags})[ =]("[^"]+"|'[^']+'|\\S+)`).exec(run.command)?.[0] ?? '').trim();
  const mailbox = typed('mbox|maildir');
  const profile = typed('profile');
  // Sessions are held on the first of the gate's mailboxes; a gate of nothing else has no other series to show.
  const onlySessions = results.scenarios.every(({ series }) => series === 'sessions');
  const gateSizes =
    results.scenarios.some(({ series }) => series === 'count' || series === 'size') ||
    (run.mode === 'gate' && !run.quick && onlySessions);
  const named = run.mailbox.name === 'inbox' ? '--mailbox inbox' : `--sizes ${sizesOf(results).join(',')}`;
  const seeded = gateSizes ? [] : [named];
  return [
    'npx aerometer run',
    ...(run.mode === 'gate' ? ['--gate'] : []),
    `--server ${server.name}`,
    `--image ${imageName(server)}`,
    `--scenario '${name.replaceAll("'", "'\\''")}'`,
    ...(mailbox === '' ? [...seeded, `--seed ${run.seed}`] : [mailbox]),
    ...(run.quick ? ['--quick'] : []),
    ...(profile === '' ? [] : [profile]),
  ].join(' ');
}

/** Mails in the seeded mailboxes: the N of scenarios that add none, which are the smallest there are. */
function sizesOf({ run, scenarios }: Results): number[] {
  const byName = new Map<string, Set<number>>();
  for (const { name, variables, status, series } of scenarios)
    if (status === 'measured' && series === 'mailbox')
      byName.set(name, (byName.get(name) ?? new Set()).add(variables.N));
  const all = [...byName.values()].map((sizes) => [...sizes].sort((a, b) => a - b));
  const most = Math.max(...all.map(({ length }) => length));
  const [least] = all.filter(({ length }) => length === most).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return least ?? [run.mailbox.messages];
}
