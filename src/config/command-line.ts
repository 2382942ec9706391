/** What to type to have the same again; quoted for a POSIX shell. */
export function commandLine(argv: readonly string[]): string {
  const word = (text: string) =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  return ['npx aerometer', ...argv.map(word)].join(' ');
}

/** The same line without some of its flags, each of which has a value: `--out DIR`, `--out=DIR`, quoted or not. */
export function withoutFlags(line: string, flags: readonly string[]): string {
  return line.replace(new RegExp(` --(?:${flags.join('|')})(?: |=)(?:'[^']*'|\\S+)`, 'g'), '');
}
