/** Names that a misspelt one may have meant, best first. */
export function nearest(given: string, known: readonly string[], count = 1): string[] {
  const wanted = given.toLowerCase();
  return known
    .map((name) => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .filter(
      ({ name, distance }) => distance <= Math.max(2, Math.ceil(Math.max(wanted.length, name.length) / 3)),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** The same for sentences, of which people type a part: each is compared from each of its words on. */
export function nearestSentences(given: string, known: readonly string[], count = 3): string[] {
  const wanted = given.toLowerCase();
  return known
    .map((name) => ({
      name,
      distance: Math.min(...partsOf(name, wanted.length).map((part) => distance(wanted, part))),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

function partsOf(sentence: string, length: number): string[] {
  const words = sentence.toLowerCase().split(' ');
  return words.map((_, at) => words.slice(at).join(' ').slice(0, length));
}

/** `unknown server "mady", did you mean "maddy"? There are …` */
export function unknown(what: string, given: unknown, known: readonly string[]): string {
  const [guess] = nearest(String(given), known);
  const hint = guess === undefined ? '' : `, did you mean "${guess}"?`;
  return `unknown ${what} ${JSON.stringify(given)}${hint || '.'} There are ${known.join(', ')}`;
}

/** Levenshtein's, where swapped neighbours count once. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
