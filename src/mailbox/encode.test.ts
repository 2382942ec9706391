import { fold, headerText, parameter, quotedPrintable } from './encode';
import { assemble } from './mime';
import { PLAIN, text } from './prose';
import { Random } from './random';

describe('headers', () => {
  it('leave ASCII as it is', () => expect(headerText('Plans (2)', 'Q')).toBe('Plans (2)'));

  it('have encoded words of whole characters, short enough for a line', () => {
    const long = '来週の会議の資料について、また連絡します。'.repeat(3);
    for (const encoding of ['Q', 'B'] as const) {
      const words = headerText(long, encoding).split(' ');
      const decoded = words.map((word) => {
        const [, kind, body] = /^=\?UTF-8\?([QB])\?(.*)\?=$/.exec(word) ?? [];
        expect([kind, word.length <= 60]).toEqual([encoding, true]);
        const quoted = (body ?? '').replace(/=(..)/g, (_, hex) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
        return encoding === 'B'
          ? Buffer.from(body ?? '', 'base64').toString()
          : Buffer.from(quoted, 'latin1').toString();
      });
      expect(decoded.join('')).toBe(long);
      expect(decoded.join('')).not.toContain('\ufffd');
    }
  });

  it('are folded at spaces, the name never alone', () => {
    const folded = fold(`Subject: ${'w'.repeat(90)} ${'x'.repeat(40)} ${'y'.repeat(40)}`).split('\r\n');
    expect(folded).toEqual([`Subject: ${'w'.repeat(90)}`, ` ${'x'.repeat(40)}`, ` ${'y'.repeat(40)}`]);
  });

  it('have parameters outside ASCII as RFC 2231 says', () => {
    expect(parameter('filename', 'a b.pdf')).toBe('filename="a b.pdf"');
    expect(parameter('filename', "L'été.pdf")).toBe("filename*=UTF-8''L%27%C3%A9t%C3%A9.pdf");
  });
});

it('writes quoted-printable lines of at most 76, without blanks at their end', () => {
  const line = `a = b\t${'é'.repeat(60)} end `;
  const written = quotedPrintable(Buffer.from(line));
  expect(Math.max(...written.split('\r\n').map((part) => part.length))).toBeLessThanOrEqual(76);
  expect(written).toMatch(/^a =3D b\t/);
  expect(written.endsWith('=20')).toBe(true);
  const decoded = written
    .replaceAll('=\r\n', '')
    .replace(/=(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  expect(Buffer.from(decoded, 'latin1').toString()).toBe(line);
});

it('fills any length with text, to the byte', () => {
  for (const length of [2, 3, 4, 16, 74, 75, 76, 77, 78, 150, 1000, 12_345]) {
    for (const encoding of ['7bit', '8bit', 'quoted-printable'] as const) {
      const voice = { ...PLAIN, language: 'ru' as const, charset: 'utf-8' as const, encoding };
      const written = text(new Random(length), encoding === '7bit' ? PLAIN : voice, length, [
        'Здравствуйте'.slice(0, encoding === '7bit' ? 0 : 12),
      ]);
      expect([length, written.length]).toEqual([length, length]);
      expect(written.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  }
});

it('notices a part that is not as long as it says', () => {
  const part = { headers: ['A: b'], eightBit: false };
  const short = { length: 10, writeTo: () => undefined };
  expect(
    assemble({ ...part, body: [short, { minimum: 1, fill: (n: number) => Buffer.alloc(n) }] }, 30)?.length,
  ).toBe(30);
  expect(() =>
    assemble({ ...part, body: [{ minimum: 1, fill: (n: number) => Buffer.alloc(n + 1) }] }, 30),
  ).toThrow(/30 bytes came out as 31/);
  expect(
    assemble({ ...part, body: [{ minimum: 99, fill: (n: number) => Buffer.alloc(n) }] }, 30),
  ).toBeUndefined();
});

describe('random numbers', () => {
  it('are the same for the same keys, on every machine', () => {
    const random = new Random(1, 2, 3);
    const block = Buffer.alloc(8);
    const first = [random.next(), random.next()];
    new Random(1, 2, 3).fill(block);
    expect([block.readUInt32LE(0), block.readUInt32LE(4)]).toEqual(first);
    expect(first).toEqual([1980026381, 2372193791]);
    expect(new Random(1, 2, 4).next()).not.toBe(first[0]);
    expect(new Random(1 + 2 ** 32, 2, 3).next()).not.toBe(first[0]);
  });

  it('are spread evenly', () => {
    const random = new Random(7);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const number = random.below(10);
      counts[number] = (counts[number] as number) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('put a list into any order, each as likely', () => {
    const random = new Random(7);
    const orders = new Map<string, number>();
    for (let draw = 0; draw < 6000; draw++) {
      const order = random.shuffled(['a', 'b', 'c']).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
    expect(random.shuffled([])).toEqual([]);
  });

  it('choose by weight', () => {
    const random = new Random(7);
    const heavy = { weight: 3 };
    const drawn = Array.from({ length: 4000 }, () => random.weighted([{ weight: 1 }, heavy]));
    expect(Math.abs(drawn.filter((one) => one === heavy).length - 3000)).toBeLessThan(150);
  });
});
