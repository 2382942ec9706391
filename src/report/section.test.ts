import type { Block } from './section';
import { blocksHtml } from './section-html';
import { sectionMarkdown } from './section-markdown';

const evil = '<script>alert(1)</script>';
const rows = (n: number) => Array.from({ length: n }, (_, i) => [`row ${i}`, { text: `${i} ms`, value: i }]);
const table = (n: number): Block => ({
  kind: 'table',
  caption: `of ${n}`,
  heads: ['name', 'CPU'],
  rows: rows(n),
});

test('a long table is folded and a short one is not; both can be sorted', () => {
  expect(blocksHtml([table(30)])).toMatch(/<details class="table"><summary>of 30 <small>30 rows/);
  expect(blocksHtml([table(3)])).not.toContain('<details');
  expect(blocksHtml([table(3)])).toMatch(/<table class="sortable">.*<td class="right" data-value="2">2 ms</s);
});

test('a table without numbers is not sorted, and a number that is not known sorts as nothing', () => {
  expect(blocksHtml([{ kind: 'table', caption: '', heads: ['a'], rows: [['x']] }])).toContain(
    'class="plain"',
  );
  const unknown: Block = {
    kind: 'table',
    caption: '',
    heads: ['a', 'b'],
    rows: [['x', { text: '–', value: null }]],
  };
  expect(blocksHtml([unknown])).toContain('data-value="">–');
});

test('text is text, drawings are drawings', () => {
  const blocks: Block[] = [
    { kind: 'paragraph', text: evil },
    { kind: 'list', items: [evil] },
    { kind: 'claim', claim: evil, outcome: 'undecided', because: evil },
    { kind: 'figure', caption: evil, svg: '<svg></svg>' },
  ];
  expect(blocksHtml(blocks)).not.toContain('<script>');
  expect(blocksHtml(blocks)).toContain('<svg></svg>');
  expect(blocksHtml(blocks)).toContain('Cannot say');
  expect(sectionMarkdown({ id: 'x', title: evil, blocks }).join('\n')).not.toContain('<script>');
});

test('Markdown has the same table, and names a figure', () => {
  const text = sectionMarkdown({
    id: 'x',
    title: 'X',
    blocks: [table(1), { kind: 'figure', caption: 'a plot', svg: '' }],
  });
  expect(text.join('\n')).toContain('| name | CPU |\n| --- | ---: |\n| row 0 | 0 ms |');
  expect(text.join('\n')).toContain('Figure in index.html: a plot');
});
