import { type Layer, layersOf } from './layers';
import { sessionsOf } from './measured';
import type { Scenario } from './scenario';

/**
 * The most requests of each kind, as formulas of formula.ts: `{ GetObject: 'k' }`. Kinds that share a limit stand in one
 * key, as in `CopyObject / DeleteObject`; `any` stands for all that are not named. A kind that nothing allows may not occur.
 */
export type Limits = Readonly<Record<string, string>>;

/** What a command may cost: how CPU time and memory may grow, as in `O(k + M)`, and the requests it may make. */
export interface Laws {
  readonly cpu: string;
  /** Peak RSS above a fresh, warmed server. */
  readonly memory: string;
  readonly s3: Limits;
  readonly k2v: Limits;
}

const PER_THOUSAND = { any: '2 + ceil(k / 1000)' };

/** One upload: in one piece, or in parts of 5 MiB or more (the least that S3 allows but for the last part). */
const ONE_UPLOAD: Limits = {
  'PutObject / CreateMultipartUpload': '1',
  UploadPart: 'ceil(M / 5 MiB)',
  CompleteMultipartUpload: '1',
};

/**
 * The three-layer cost model: the same for all servers. A server that needs more gets an exception, never another law.
 * A command that covers the mailbox touches all of it, so O(k) is O(N) there.
 */
export const LAWS: Readonly<Record<Layer, Laws>> = {
  session: { cpu: 'O(1)', memory: 'O(1)', s3: {}, k2v: { any: '4' } },
  index: { cpu: 'O(k)', memory: 'O(1)', s3: {}, k2v: { any: '2' } },
  summary: { cpu: 'O(k)', memory: 'O(1)', s3: {}, k2v: PER_THOUSAND },
  body: { cpu: 'O(B)', memory: 'O(M)', s3: { GetObject: 'k' }, k2v: PER_THOUSAND },
  'write-mail': { cpu: 'O(M)', memory: 'O(M)', s3: ONE_UPLOAD, k2v: { any: '4' } },
  'write-index': {
    cpu: 'O(k)',
    memory: 'O(1)',
    s3: { 'CopyObject / DeleteObject / DeleteObjects': 'k' },
    k2v: PER_THOUSAND,
  },
};

export const TERMS = ['N', 'k', 'B', 'M', 'U'] as const;
export type Term = (typeof TERMS)[number];

/** The terms of a law; `O(1)` has none, because a fixed cost is always allowed. Throws RangeError on what is no law. */
export function termsOf(law: string): Term[] {
  const [, inner] = /^O\((.+)\)$/.exec(law) ?? [];
  const terms = inner?.split(' + ') ?? ['?'];
  return terms.flatMap((text) => {
    const term = TERMS.find((known) => known === text);
    if (term === undefined && text !== '1')
      throw new RangeError(`"${law}" is no law: write O(1), O(k) or O(k + M) with ${TERMS.join(', ')}`);
    return term ?? [];
  });
}

/** A command that needs several layers may cost their sum. */
export function sumOf(layers: readonly Layer[]): Laws {
  const laws = layers.map((layer) => LAWS[layer]);
  return {
    cpu: lawOf(laws.flatMap(({ cpu }) => termsOf(cpu))),
    memory: lawOf(laws.flatMap(({ memory }) => termsOf(memory))),
    s3: limitsOf(laws.map(({ s3 }) => s3)),
    k2v: limitsOf(laws.map(({ k2v }) => k2v)),
  };
}

type ScenarioLaws = Laws & { readonly because: string };
/** Kept, since gates are judged by the thousand and laws are read off command lines. */
const known = new WeakMap<Scenario, ScenarioLaws>();

/** The laws of a scenario: its layers', or the stricter ones it states, and why. Many sessions may cost what each may, so many times. */
export function lawsOf(scenario: Scenario): ScenarioLaws {
  const { measure, touches, law, because } = scenario;
  const held = sessionsOf(measure) === undefined ? {} : { cpu: 'O(U)', memory: 'O(U)' };
  const laws = known.get(scenario) ?? { ...sumOf(layersOf(measure, touches)), ...held, because, ...law };
  known.set(scenario, laws);
  return laws;
}

function lawOf(terms: readonly Term[]): string {
  return terms.length === 0 ? 'O(1)' : `O(${[...new Set(terms)].join(' + ')})`;
}

function limitsOf(all: readonly Limits[]): Limits {
  const total: Record<string, string> = {};
  for (const [kinds, most] of all.flatMap(Object.entries<string>)) {
    total[kinds] = total[kinds] === undefined ? most : `${total[kinds]} + ${most}`;
  }
  return total;
}
