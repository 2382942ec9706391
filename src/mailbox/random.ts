// Taken once: inside Jest a look-up of a global is so slow that it takes nine tenths of the time to make a mail.
const { floor, imul } = Math;

const HEX = '0123456789abcdef';
const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE64 = `${ALNUM}+/`;
const ALPHABETS = {
  hex: HEX,
  HEX: HEX.toUpperCase(),
  alnum: ALNUM,
  base64: BASE64,
  digits: '0123456789',
} as const;

/**
 * A stream of numbers fixed by its keys: xoshiro128** 1.1 (Blackman and Vigna, 2018), its state spread by splitmix32.
 * Integer arithmetic only, so every platform and Node version makes the same bytes.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Keys are non-negative integers up to 2^53; other keys give an unrelated stream. */
  constructor(...keys: readonly number[]) {
    let hash = keys.length;
    for (const key of keys) hash = mix(mix(hash ^ (key >>> 0)) + floor(key / 2 ** 32));
    const word = () => {
      hash = (hash + 0x9e3779b9) | 0;
      return mix(hash);
    };
    [this.#a, this.#b, this.#c, this.#d] = [word(), word(), word(), word() | 1]; // never all zero
  }

  /** An unsigned 32-bit integer. */
  next(): number {
    const scaled = imul(this.#b, 5);
    const result = imul((scaled << 7) | (scaled >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** An integer in 0..limit-1. */
  below(limit: number): number {
    return floor((this.next() / 2 ** 32) * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability * 2 ** 32;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** A copy in another order, each order as likely (Fisher and Yates, as Durstenfeld 1964 has it). */
  shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
    }
    return mixed;
  }

  /** One of the entries, each as likely as its weight. */
  weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
    let rest = this.below(list.reduce((sum, { weight }) => sum + weight, 0));
    return list.find(({ weight }) => {
      rest -= weight;
      return rest < 0;
    }) as T;
  }

  /** Replaces `{hex:8}`, `{HEX:8}`, `{alnum:8}`, `{base64:8}` and `{digits:8}` by that many random characters. */
  expand(template: string): string {
    return template.replace(
      /\{(hex|HEX|alnum|base64|digits):(\d+)\}/g,
      (_, kind: keyof typeof ALPHABETS, count) => {
        const alphabet = ALPHABETS[kind];
        let text = '';
        for (let made = 0; made < Number(count); made++) text += alphabet[this.below(alphabet.length)];
        return text;
      },
    );
  }

  /** A stream of its own, for something that is made later, in whatever order. */
  fork(): Random {
    return new Random(this.next(), this.next());
  }

  /** Fills the buffer, whose length must be a multiple of 4. */
  fill(target: Buffer): void {
    const view = new DataView(target.buffer, target.byteOffset, target.length);
    for (let at = 0; at < target.length; at += 4) view.setUint32(at, this.next(), true);
  }
}

function mix(value: number): number {
  let mixed = imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
