import type { Family } from './choices';
import { nearestSentences } from './config-nearest';
import { EXIT, Failure } from './failure';

interface Named {
  readonly name: string;
  readonly family: Family;
}

/**
 * The one scenario that a typed name means: the name itself, else the only one that begins with it, else the only one that
 * holds it, in any case of letters. Throws Failure (exit code 2) with the names that come near.
 */
export function scenarioNamed(typed: string, families: readonly Family[], all: readonly Named[]): string {
  const wanted = typed.toLowerCase();
  const possible = all.filter(({ family }) => families.length === 0 || families.includes(family));
  const names = possible.map(({ name }) => name);
  const ways = [
    names.filter((name) => name === typed),
    names.filter((name) => name.toLowerCase() === wanted),
    names.filter((name) => name.toLowerCase().startsWith(wanted)),
    names.filter((name) => name.toLowerCase().includes(wanted)),
  ];
  const found = ways.find((way) => way.length > 0) ?? [];
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const where = families.length === 0 ? '' : ` of the family ${families.join(' or ')}`;
  throw new Failure(EXIT.usage, {
    fact: `--scenario ${JSON.stringify(typed)} names ${found.length === 0 ? 'no' : 'more than one'} scenario${where}`,
    cause: found.length === 0 ? 'nothing in specs/ has that name' : listed('these match:', found),
    next:
      found.length === 0
        ? listed('did you mean one of these?', nearestSentences(typed, names))
        : 'type more of the name, or all of it',
  });
}

function listed(head: string, names: readonly string[]): string {
  return [head, ...names].join('\n    ');
}
