import { renderHtml } from './html';
import { SORT_SCRIPT } from './page';
import { cpuSample, failed, measured, memorySample, results, skipped, verdict } from './synthetic';

const evil = `"><script>alert(1)</script><!--'&\u0000`;
const embedded = (html: string): unknown => {
  const json = /<script type="application\/json" id="results">(.*?)<\/script>/s.exec(html)?.[1];
  return JSON.parse(json ?? '');
};

test('all data is inside, and comes out as it went in', () => {
  const run = results([measured('FETCH'), failed(`IDLE ${evil}`, evil, [evil]), skipped('ENABLE', evil)]);
  expect(embedded(renderHtml(run))).toEqual(run);
});

test('it asks no network', () => {
  const html = renderHtml(results([measured('FETCH')]));
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/\b(src|href)=|@import|url\(|https?:/);
});

test('nothing that a server wrote becomes markup', () => {
  const run = results([
    failed(`IDLE ${evil}`, evil, [evil]),
    skipped('ENABLE', evil),
    measured('FETCH', {
      command: evil,
      because: evil,
      verdicts: [verdict('fail', { because: evil, reproduce: evil })],
    }),
  ]);
  const html = renderHtml({ ...run, server: { ...run.server, version: evil, digest: evil } });
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<!--');
  expect(html).not.toContain('\u0000');
  expect(html.match(/<script/g)).toHaveLength(2);
});

test('tables are readable and sorted without JavaScript, and sortable with it', () => {
  const at = (ms: number) => ({ samples: [memorySample(0, 1), cpuSample(1, 'steady', ms, {})] });
  const html = renderHtml(
    results([measured('NOOP', at(1)), measured('FETCH', at(500)), measured('LIST', at(40))]),
  );
  const table = /<table class="figures">.*?<\/table>/s.exec(html)?.[0] ?? '';
  expect([...table.matchAll(/<th scope="row">(\w+)/g)].map(([, name]) => name)).toEqual([
    'FETCH',
    'LIST',
    'NOOP',
  ]);
  expect(table).toContain('data-value="500"');
  expect(() => new Function(SORT_SCRIPT)).not.toThrow();
});

test('a figure that was not taken sorts as nothing, not as zero', () => {
  const html = renderHtml(results([measured('FETCH', { samples: [memorySample(0, 1)] })]));
  expect(html).toMatch(/data-value=""[^>]*>–</);
});

test('bars are drawn to scale, the longest across the whole width', () => {
  const at = (ms: number) => ({ samples: [cpuSample(1, 'steady', ms, {})] });
  const html = renderHtml(results([measured('NOOP', at(25)), measured('FETCH', at(100))]));
  expect([...html.matchAll(/<rect width="([\d.]+)"/g)].map(([, width]) => width)).toEqual([
    '100.00',
    '25.00',
  ]);
});

test('the bounds of a figure are with it', () => {
  expect(renderHtml(results([measured('FETCH')]))).toContain('± 384 KiB stated error');
});

test('a run of nothing is still a page', () => {
  expect(renderHtml(results([]))).toContain('<h1>maddy 0.8.1 on Garage 2.5.0</h1>');
});
