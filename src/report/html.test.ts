import { gunzipSync } from 'node:zlib';
import { renderHtml } from './html';
import { DATA_SCRIPT, SORT_SCRIPT, UNFOLD_SCRIPT } from './page-script';
import { cpuSample, failed, measured, memorySample, report, skipped, verdict } from './synthetic';
import { studyReport } from './synthetic-study';

const evil = `"><script>alert(1)</script><!--'&\u0000`;
const embedded = (html: string): unknown => {
  const inside = /<script type="application\/octet-stream" id="data">(.*?)<\/script>/s.exec(html)?.[1];
  return JSON.parse(gunzipSync(Buffer.from(inside ?? '', 'base64')).toString());
};

test('all data is inside, and comes out as it went in', () => {
  const run = report([measured('FETCH'), failed(`IDLE ${evil}`, evil, [evil]), skipped('ENABLE', evil)]);
  expect(embedded(renderHtml(run))).toEqual({ results: run.results, study: {} });
});

test('it asks no network', () => {
  const html = renderHtml(report([measured('FETCH')]));
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/\bsrc=|\bhref="[^#]|@import|url\(|https?:/);
});

test('nothing that a server wrote becomes markup', () => {
  const run = report([
    failed(`IDLE ${evil}`, evil, [evil]),
    skipped('ENABLE', evil),
    measured('FETCH', {
      command: evil,
      because: evil,
      verdicts: [verdict('fail', { because: evil, reproduce: evil })],
    }),
  ]);
  const server = { ...run.results.server, version: evil, digest: evil };
  const html = renderHtml({ ...run, results: { ...run.results, server } });
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<!--');
  expect(html).not.toContain('\u0000');
  expect(html.match(/<script/g)).toHaveLength(4);
});

test('tables are readable and sorted without JavaScript, and sortable with it', () => {
  const at = (ms: number) => ({ samples: [memorySample(0, 1), cpuSample(1, 'steady', ms, {})] });
  const html = renderHtml(
    report([measured('NOOP', at(1)), measured('FETCH', at(500)), measured('LIST', at(40))]),
  );
  const table = /<table class="sortable figures">.*?<\/table>/s.exec(html)?.[0] ?? '';
  expect([...table.matchAll(/<th scope="row">(\w+)/g)].map(([, name]) => name)).toEqual([
    'FETCH',
    'LIST',
    'NOOP',
  ]);
  expect(table).toContain('data-value="500"');
  for (const script of [SORT_SCRIPT, UNFOLD_SCRIPT, `async () => {${DATA_SCRIPT}}`])
    expect(() => new Function(script)).not.toThrow();
});

test('a figure that was not taken sorts as nothing, not as zero', () => {
  const html = renderHtml(report([measured('FETCH', { samples: [memorySample(0, 1)] })]));
  expect(html).toMatch(/data-value=""[^>]*>–</);
});

test('bars are drawn to scale, the longest across the whole width', () => {
  const at = (ms: number) => ({ samples: [cpuSample(1, 'steady', ms, {})] });
  const html = renderHtml(report([measured('NOOP', at(25)), measured('FETCH', at(100))]));
  expect([...html.matchAll(/<rect width="([\d.]+)"/g)].map(([, width]) => width)).toEqual([
    '100.00',
    '25.00',
  ]);
});

test('the bounds of a figure are with it', () => {
  expect(renderHtml(report([measured('FETCH')]))).toContain('± 384 KiB stated error');
});

test('a run of nothing is still a page', () => {
  expect(renderHtml(report([]))).toContain('<h1>maddy 0.8.1 on Garage 2.5.0</h1>');
});

describe('a study', () => {
  const html = renderHtml(studyReport());
  const headings = [...html.matchAll(/<h([23])>([^<]+)</g)].map(([, , text]) => text);

  test('answers first, then has its families by mailbox, how costs grow, sessions and parts', () => {
    expect(html.indexOf('class="answer no"')).toBeGreaterThan(0);
    expect(html.indexOf('class="answer no"')).toBeLessThan(html.indexOf('<nav'));
    const at = (text: string) => headings.indexOf(text);
    const order = [
      'Query',
      'Memory per session',
      'The smallest memory limit',
      'Skipped',
      'Where it was measured',
    ];
    expect(order.map(at)).toEqual(order.map(at).sort((a, b) => a - b));
    expect(headings.slice(at('Query'))).toEqual(
      expect.arrayContaining(['On 100 mails', 'On 2,000 mails', 'How costs grow', 'Verdicts and exceptions']),
    );
  });

  test('the reasons of its claims are folded, without a script, and the claims are not', () => {
    const first = html.slice(0, html.indexOf('<nav'));
    const folded = [
      ...first.matchAll(/<details class="claim \w+"><summary><b>[^<]+<\/b> [^<]+<\/summary><p>[^<]+<\/p>/g),
    ];
    expect(folded).toHaveLength(5);
    expect(first).not.toContain('<div class="claim');
    expect(first.indexOf('polls at once')).toBeLessThan(first.indexOf('<details class="claim'));
    expect(first.indexOf('survives: 96.0 MiB')).toBeLessThan(first.indexOf('<details class="claim'));
  });

  test('every entry of the contents leads to a section, and no section is left out', () => {
    const contents = /<nav.*?<\/nav>/s.exec(html)?.[0] ?? '';
    const links = [...contents.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual([...html.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id));
    expect(new Set(links).size).toBe(links.length);
  });

  test('what a part judges is counted on the first screen and listed with what was counted', () => {
    expect(html).toContain('Verdicts: 1 exception, 3 pass; limits: 1 fail, 1 pass.');
    const over = /<section id="over-budget">.*?<\/section>/s.exec(html)?.[0] ?? '';
    expect(over).toContain('<h3>The smallest memory limit: 1</h3>');
    expect(over).toMatch(/<li>FETCH 7 \(RFC822\): s3 requests: 2 GetObject, wanted/);
    expect(over).toContain('Why no more: one GetObject a mail. Here a study asks and does not gate');
  });

  test('the first screen says what "the text" is, and leads to what the words mean', () => {
    const first = html.slice(0, html.indexOf('<nav'));
    expect(first).toMatch(
      /15 February 2024 on the blog of Aerogramme, &quot;Does Aerogramme use too much memory\?&quot;/,
    );
    expect(first).toContain('<a href="#words">');
    const words = /<section id="words">.*?<\/section>/s.exec(html)?.[0] ?? '';
    for (const word of ['worn-in server', 'N, k, B, M', 'exception', 'gate'])
      expect(words).toContain(`<dt>${word}</dt>`);
  });

  test('each family says how it was judged, with nothing over budget and nothing known too', () => {
    const section = (id: string) =>
      new RegExp(`<section id="${id}">.*?</section>`, 's').exec(html)?.[0] ?? '';
    expect(section('notification')).toContain('Of these commands: nothing was judged.');
    expect(section('query')).toContain('Of these commands: 1 exception, 3 pass.');
  });

  test('a row whose own verdict says otherwise than its name is marked', () => {
    const known = verdict('exception', { metric: 's3' });
    const page = renderHtml(
      report([measured('SEARCH SUBJECT needs only the summaries', { verdicts: [known] })]),
    );
    expect(page).toContain(
      'SEARCH SUBJECT needs only the summaries<small class="mark">known exception: s3</small>',
    );
    expect(renderHtml(report([measured('FETCH')]))).not.toContain('class="mark"');
  });

  test('a part that failed shows its reason and log, one that was left out is named', () => {
    expect(html).toMatch(/<section id="idle">.*the server ended.*panic: out of words/s);
    expect(html).toMatch(/<section id="login">.*Not measured: left out by --quick/s);
  });

  test('the library is inside with its licence, names no address, and comes only with a time series', () => {
    expect(html).toContain('Copyright (c) 2022 Leon Sorokin');
    expect(html).not.toMatch(/https?:|url\(|@import/);
    expect(renderHtml(report([measured('FETCH')]))).not.toContain('uPlot');
  });

  test('a row of a mailbox stands under its heading without the size in its name', () => {
    const query = html.slice(html.indexOf('<section id="query">'), html.indexOf('<section id="sessions">'));
    expect(query).toContain('>FETCH FLAGS needs only the index<');
    expect(query.match(/<figure class="timeline"/g)).toHaveLength(2);
    expect(query).toContain('4 plots');
  });
});
