/** An argument of an IMAP command: an atom or string (quotes removed), or a parenthesised list (RFC 3501 section 4). */
export type Argument = string | readonly Argument[];

/**
 * The words of a command line. What stands in square brackets belongs to its atom, as in
 * `BODY.PEEK[HEADER.FIELDS (DATE FROM)]<0.2048>`. Throws RangeError on brackets or quotes that do not match.
 */
export function argumentsOf(line: string): Argument[] {
  let at = 0;

  const list = (end: ')' | undefined): Argument[] => {
    const found: Argument[] = [];
    for (;;) {
      while (line[at] === ' ') at += 1;
      const next = line[at];
      if (next === end) {
        at += 1;
        return found;
      }
      if (next === undefined) throw new RangeError(`")" is missing: ${line}`);
      if (next === ')') throw new RangeError(`")" without "(": ${line}`);
      if (next === '(') {
        at += 1;
        found.push(list(')'));
      } else {
        found.push(next === '"' ? string() : atom());
      }
    }
  };

  const string = (): string => {
    const [whole, inner = ''] = /^"((?:[^"\\]|\\.)*)"/.exec(line.slice(at)) ?? [];
    if (whole === undefined) throw new RangeError(`a quote is missing: ${line}`);
    at += whole.length;
    return inner.replace(/\\(.)/g, '$1');
  };

  const atom = (): string => {
    const [whole = ''] = /^(?:\[[^\]]*\]|[^ ()[])+/.exec(line.slice(at)) ?? [];
    if (whole === '') throw new RangeError(`"]" is missing: ${line}`);
    at += whole.length;
    return whole;
  };

  return list(undefined);
}
