import type { Results } from '../report/schema';

/** One line to paste into a shell: the same image, seed, mailbox and scenario, measured again and judged. */
export function reproduceLine(results: Results, scenario: string): string {
  const { run, server } = results;
  const image = server.digest ?? server.image;
  const [mailbox] = / --(?:mbox|maildir)[ =]("[^"]+"|'[^']+'|\S+)/.exec(run.command) ?? [''];
  const flags = [
    `--server ${server.name}`,
    ...(image === null ? [] : [`--image ${image}`]),
    `--scenario '${scenario.replaceAll("'", "'\\''")}'`,
    ...(mailbox === '' ? [`--sizes ${sizesOf(results).join(',')}`, `--seed ${run.seed}`] : [mailbox.trim()]),
    ...(run.quick ? ['--quick'] : []),
  ].join(' ');
  const command = run.mode === 'gate' ? 'gate' : 'run';
  return `D=$(mktemp -d); npx aerometer ${command} ${flags} --out $D; npx aerometer judge $D`;
}

/** Mails in the seeded mailboxes: the N of scenarios that add none, which are the smallest there are. */
function sizesOf({ run, scenarios }: Results): number[] {
  const byName = new Map<string, Set<number>>();
  for (const { name, variables, status } of scenarios)
    if (status === 'measured') byName.set(name, (byName.get(name) ?? new Set()).add(variables.N));
  const all = [...byName.values()].map((sizes) => [...sizes].sort((a, b) => a - b));
  const most = Math.max(...all.map(({ length }) => length));
  const [least] = all.filter(({ length }) => length === most).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  return least ?? [run.mailbox.messages];
}
