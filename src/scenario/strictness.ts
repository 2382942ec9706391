import { evaluate } from './formula';
import { type Laws, type Limits, type Term, termsOf } from './laws';
import { above } from './limits';
import type { Variables } from './variables';

/** A law of one scenario that is stricter than its layer's. What is not said stays as the layer has it. */
export interface StricterLaw extends Partial<Laws> {
  /** Why this command can do with less. */
  readonly because: string;
}

/** Terms that grow at least as fast: a touched message is one of the mailbox, and has at least a byte. */
const COVERED_BY: Readonly<Record<Term, readonly Term[]>> = {
  N: ['N'],
  k: ['k', 'N', 'B'],
  M: ['M', 'B'],
  B: ['B'],
  U: ['U'],
};

/** Sizes that tell formulas apart: nothing touched, one mail, both sides of a thousand, large and small mails. */
const PROBES: readonly Variables[] = [0, 1, 2, 10, 999, 1000, 1001, 5000].flatMap((k) =>
  [1, 4096, 25 * 1024 ** 2].map((M) => ({ N: k + 7, k, M: k === 0 ? 0 : M, B: k * M, U: 1 })),
);

/** In which respects `law` is looser than `than`, or is no law; empty where it is as strict or stricter. */
export function looser(law: StricterLaw, than: Laws): string[] {
  return [
    ...(['cpu', 'memory'] as const).map((cost) => growsFaster(cost, law[cost], than[cost])),
    ...(['s3', 'k2v'] as const).map((service) => allowsMore(service, law[service], than[service])),
  ].filter((fault) => fault !== undefined);
}

function growsFaster(cost: string, law: string | undefined, than: string): string | undefined {
  if (law === undefined) return undefined;
  const covering = termsOf(than);
  const free = termsOf(law).find((term) => !COVERED_BY[term].some((other) => covering.includes(other)));
  return free === undefined ? undefined : `${cost} ${law} is not stricter than its layer's ${than}`;
}

/** Each kind at its limit, alone and with the others, must be within the other limits at every probe. */
function allowsMore(service: string, limits: Limits | undefined, than: Limits): string | undefined {
  for (const variables of limits === undefined ? [] : PROBES) {
    const most = Object.entries(limits ?? {}).map(([key, formula]) =>
      key.split(' / ').map((kind) => ({ [kind]: evaluate(formula, variables) })),
    );
    const together = Object.assign({}, ...most.map(([first]) => first));
    const fault = [...most.flat(), together].flatMap((counts) => above(counts, than, variables))[0];
    if (fault !== undefined)
      return `${service} is looser than its layer's: ${fault}, with k = ${variables.k} and M = ${variables.M}`;
  }
  return undefined;
}
