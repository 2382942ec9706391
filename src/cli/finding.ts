/** One thing that doctor looked at. A `note` is worth knowing and keeps nothing from running. */
export interface Finding {
  readonly kind: 'good' | 'note' | 'problem';
  readonly about: string;
  readonly fact: string;
  readonly remedy?: string;
}

export const good = (about: string, fact: string): Finding => ({ kind: 'good', about, fact });
export const note = (about: string, fact: string, remedy?: string): Finding => ({
  kind: 'note',
  about,
  fact,
  remedy,
});
export const problem = (about: string, fact: string, remedy: string): Finding => ({
  kind: 'problem',
  about,
  fact,
  remedy,
});

const MARK: Readonly<Record<Finding['kind'], string>> = { good: 'ok  ', note: 'note', problem: 'BAD ' };

export function showFindings(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ about }) => about.length));
  const lines = findings.flatMap(({ kind, about, fact, remedy }) => [
    `${MARK[kind]}  ${about.padEnd(width)}  ${fact}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 8)}-> ${remedy}`]),
  ]);
  const problems = findings.filter(({ kind }) => kind === 'problem').length;
  const end =
    problems === 0 ? 'This machine can measure.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}.`;
  return [...lines, '', end];
}
