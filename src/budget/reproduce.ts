import type { Results } from '../report/schema';

/** One line to paste into a shell: the same image, seed, mailbox and scenario, measured again and judged. */
export function reproduceLine({ run, server }: Results, scenario: string): string {
  const image = server.digest ?? server.image;
  const [mailbox] = / --(?:mbox|maildir)[ =]("[^"]+"|'[^']+'|\S+)/.exec(run.command) ?? [''];
  const [, sizes = String(run.mailbox.messages)] = / --sizes[ =](\S+)/.exec(run.command) ?? [];
  const flags = [
    `--server ${server.name}`,
    ...(image === null ? [] : [`--image ${image}`]),
    `--scenario '${scenario.replaceAll("'", "'\\''")}'`,
    ...(mailbox === '' ? [`--sizes ${sizes}`, `--seed ${run.seed}`] : [mailbox.trim()]),
    ...(run.quick ? ['--quick'] : []),
  ].join(' ');
  const command = run.mode === 'gate' ? 'gate' : 'run';
  return `D=$(mktemp -d); npx aerometer ${command} ${flags} --out $D; npx aerometer judge $D`;
}
