import { COMMAND_LOG } from '../../scenario/command-log';
import { boxesOf, clashes } from '../chart/boxes';
import type { Block, Claim, Figure, Table } from '../section';
import { header } from '../synthetic';
import { datasetsSection } from './datasets';
import { commandBlocks } from './datasets-commands';
import { mailBlocks } from './datasets-mails';
import { distance, quantile } from './distribution';

const { blocks } = datasetsSection(header());
const figures = (all: readonly Block[]) => all.filter((block): block is Figure => block.kind === 'figure');
const tables = (all: readonly Block[]) => all.filter((block): block is Table => block.kind === 'table');
const outcome = (all: readonly Block[], words: RegExp) =>
  all.find((block): block is Claim => block.kind === 'claim' && words.test(block.claim))?.outcome;
const texts = (all: readonly Block[]) =>
  all.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : [],
  );

describe('the section', () => {
  const [sizes, raw, unique] = figures(blocks).map(({ svg }) => svg);

  it('has the distributions and the two bar plots, whose texts keep apart', () => {
    expect(figures(blocks)).toHaveLength(3);
    for (const { svg } of figures(blocks)) expect(clashes(svg)).toEqual([]);
  });

  it('draws sizes on a logarithmic axis, published ones as steps and generated ones as points', () => {
    const shown = boxesOf(sizes ?? '').map(({ text }) => text);
    expect(shown).toEqual(expect.arrayContaining(['1 KiB', '64 KiB', '16 MiB', '60 %', 'generated inbox']));
    expect(sizes?.match(/class="solid" d="M[\d.]+ [\d.]+H/g)).toHaveLength(2);
    expect(sizes?.match(/<title>generated (dataset|inbox): /g)).toHaveLength(40);
  });

  it('has a bar for each name, both plots in the same order', () => {
    const labels = (svg = '') => boxesOf(svg).flatMap(({ text }) => (/^[A-Z]+$/.test(text) ? [text] : []));
    expect(labels(raw)).toHaveLength(22);
    expect(labels(raw)[0]).toBe('FETCH');
    expect(labels(unique)).toEqual(labels(raw));
    expect(boxesOf(raw ?? '').map(({ text }) => text)).toContain('1,187');
  });

  it('tells quantiles and totals of what is published and what is generated', () => {
    const rows = new Map(tables(blocks)[0]?.rows.map(([name, ...cells]) => [name, cells]));
    const values = (name: string) =>
      rows.get(name)?.map((cell) => (typeof cell === 'string' ? cell : cell.value));
    expect(values('mails')).toEqual([100, 100, 2327, 2327]);
    expect(values('all together')).toEqual([23_594_512, 23_594_512, 294_303_066, 294_303_066]);
    expect(values('50 %')?.slice(2)).toEqual([15_037, 15_037]);
    expect(values('largest')).toEqual([6_361_558, 6_361_558, 20_584_130, 20_584_130]);
  });

  it('says what could not be carried over', () => {
    const [, commands] = tables(blocks);
    const missing = commands?.rows.flatMap(([name, , , , cell]) =>
      typeof cell === 'object' && cell.value !== 0 ? [[name, cell.value]] : [],
    );
    expect(missing).toEqual([
      ['LOGIN', 6],
      ['APPEND', 2],
    ]);
    expect(texts(blocks).join('\n')).toContain('LOGIN: 6 of 9');
    expect(texts(blocks).join('\n')).toContain('APPEND: 2 of 6');
    for (const lost of COMMAND_LOG.lost) expect(texts(blocks)).toContain(lost);
  });

  it('judges what the seed text says of both', () => {
    expect(outcome(blocks, /2 367/)).toBe('no');
    expect(outcome(blocks, /Most emails/)).toBe('yes');
    expect(outcome(blocks, /close together/)).toBe('no');
    expect(outcome(blocks, /bigger emails/)).toBe('no');
    expect(outcome(blocks, /FETCH/)).toBe('yes');
  });

  it('names the mailbox of the run', () => {
    expect(texts(blocks).join('\n')).toContain('dataset: 100 mails, 22.5 MiB, generator seed 7');
  });
});

test('what is judged follows the figures: other figures, other outcomes', () => {
  const sizes = (count: number, of: (at: number) => number) =>
    Array.from({ length: count }, (_, at) => of(at));
  const inbox = sizes(1000, (at) => 2_000 + at * 1_000);
  const small = sizes(50, (at) => 2_000 + at * 19_000);
  const alike = mailBlocks({ dataset: small, inbox, made: { dataset: small, inbox } });
  expect(outcome(alike, /close together/)).toBe('yes');
  expect(outcome(alike, /bigger emails/)).toBe('yes');
  expect(outcome(alike, /Most emails/)).toBe('no');
  const counts = [
    { name: 'FETCH', raw: 5, unique: 1 },
    { name: 'NOOP', raw: 9, unique: 1 },
  ];
  expect(outcome(commandBlocks({ ...COMMAND_LOG, counts }), /FETCH/)).toBe('no');
});

test('generated sizes are drawn from the generators: a mailbox that strays shows', () => {
  const inbox = [1_000, 2_000, 4_000];
  const drawn = (made: number[]) =>
    figures(mailBlocks({ dataset: inbox, inbox, made: { dataset: inbox, inbox: made } }))[0]?.svg;
  expect(drawn([1_000, 2_000, 3_000])).not.toBe(drawn(inbox));
});

test('a quantile is a value that is there', () => {
  expect([0, 0.25, 0.5, 0.51, 1].map((part) => quantile([4, 1, 3, 2], part))).toEqual([1, 1, 2, 3, 4]);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

test('the distance of two samples is the largest step between them', () => {
  expect(distance([1, 2, 3, 4], [1, 2, 3, 4])).toMatchObject({ share: 0 });
  expect(distance([1, 2], [3, 4])).toMatchObject({ share: 1, at: 2 });
  expect(distance([1, 2, 2, 9], [2, 2, 2, 2])).toMatchObject({ share: 0.25 });
  // 1.358 x sqrt((100 + 100) / (100 x 100)), as tables have it.
  const hundred = Array.from({ length: 100 }, (_, at) => at);
  expect(distance(hundred, hundred).byChance).toBeCloseTo(0.192, 3);
});
