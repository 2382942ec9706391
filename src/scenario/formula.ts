import type { Variables } from './variables';

/** What a formula comes to: milliseconds, bytes, or a plain number such as a count. */
export type Dimension = 'time' | 'bytes' | 'number';

/** A value with the powers of time (ms) and of bytes in it. */
interface Value {
  readonly size: number;
  readonly time: number;
  readonly bytes: number;
}

const plain = (size: number): Value => ({ size, time: 0, bytes: 0 });
const ms = (size: number): Value => ({ size, time: 1, bytes: 0 });
const bytes = (size: number): Value => ({ size, time: 0, bytes: 1 });

const UNITS: ReadonlyMap<string, Value> = new Map(
  Object.entries({
    us: ms(0.001),
    ms: ms(1),
    s: ms(1000),
    KiB: bytes(1024),
    MiB: bytes(1024 ** 2),
    GiB: bytes(1024 ** 3),
  }),
);

const NAMES: ReadonlyMap<string, (variables: Variables) => Value> = new Map(
  Object.entries({
    N: ({ N }: Variables) => plain(N),
    k: ({ k }: Variables) => plain(k),
    U: ({ U }: Variables) => plain(U),
    B: ({ B }: Variables) => bytes(B),
    M: ({ M }: Variables) => bytes(M),
  }),
);

const WANTED: Readonly<Record<Dimension, Omit<Value, 'size'> & { readonly units: string }>> = {
  time: { time: 1, bytes: 0, units: 'a time (us, ms, s)' },
  bytes: { time: 0, bytes: 1, units: 'an amount of bytes (KiB, MiB, GiB)' },
  number: { time: 0, bytes: 0, units: 'a number without a unit' },
};

/**
 * The value of a formula such as `2 + ceil(k / 1000)`, `0.4 ms + 3.1 ms * B / MiB`, `1.2 MiB + 2.1 * M`: in
 * milliseconds, bytes or as it is. Throws RangeError on what cannot be read, and where the units do not come to `dimension`.
 */
export function evaluate(formula: string, variables: Variables, dimension: Dimension = 'number'): number {
  const tokens = tokensOf(formula);
  let at = 0;
  const take = (...wanted: string[]): string | undefined =>
    wanted.includes(tokens[at] ?? '') ? tokens[at++] : undefined;

  const sum = (): Value => {
    let total = product();
    for (let sign = take('+', '-'); sign !== undefined; sign = take('+', '-')) {
      const next = product();
      if (next.time !== total.time || next.bytes !== total.bytes)
        throw new RangeError(`"${formula}" adds what has different units`);
      total = { ...total, size: sign === '+' ? total.size + next.size : total.size - next.size };
    }
    return total;
  };

  const product = (): Value => {
    let total = factor();
    for (let sign = take('*', '/'); sign !== undefined; sign = take('*', '/')) {
      total = sign === '*' ? times(total, factor(), 1) : times(total, factor(), -1);
    }
    return total;
  };

  const factor = (): Value => {
    if (take('-')) return times(plain(-1), factor(), 1);
    if (take('ceil')) {
      const inner = bracketed();
      return { ...inner, size: Math.ceil(inner.size) };
    }
    if (tokens[at] === '(') return bracketed();
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) {
      const unit = UNITS.get(tokens[at] ?? '');
      if (unit === undefined) return plain(Number(token));
      at += 1;
      return times(plain(Number(token)), unit, 1);
    }
    const value = UNITS.get(token) ?? NAMES.get(token)?.(variables);
    if (value === undefined) throw new RangeError(`"${formula}" is no formula: ${wordsFor(token)}`);
    return value;
  };

  const bracketed = (): Value => {
    if (!take('(')) throw new RangeError(`"${formula}" is no formula: "(" is missing`);
    const inner = sum();
    if (!take(')')) throw new RangeError(`"${formula}" is no formula: ")" is missing`);
    return inner;
  };

  const result = sum();
  if (at < tokens.length) throw new RangeError(`"${formula}" is no formula: ${wordsFor(tokens[at] ?? '')}`);
  const wanted = WANTED[dimension];
  if (result.time !== wanted.time || result.bytes !== wanted.bytes)
    throw new RangeError(`"${formula}" must come to ${wanted.units}`);
  return result.size;
}

function times(a: Value, b: Value, power: 1 | -1): Value {
  return {
    size: a.size * b.size ** power,
    time: a.time + power * b.time,
    bytes: a.bytes + power * b.bytes,
  };
}

function tokensOf(formula: string): string[] {
  return formula.match(/\d+(?:\.\d+)?(?:e-?\d+)?|[A-Za-z]+|[^\s]/g) ?? [];
}

function wordsFor(token: string): string {
  if (token === '') return 'it ends too early';
  return `"${token}" is no number, unit (${[...UNITS.keys()].join(', ')}) or variable (${[...NAMES.keys()].join(', ')})`;
}
