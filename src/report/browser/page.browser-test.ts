import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { isQuiet, onEachPage, pages } from './each-page';
import { A4, DESK, opened, PHONE } from './opened';
import { OVERLAPS, PLANTED, UNFOLD } from './page-checks';

// How the page looks: on a desk, on a phone, without JavaScript, in light and dark, on paper.

test('there is a study to look at besides the made-up one', () => expect(pages.length).toBeGreaterThan(1));

const widest = (page: Page) => page.$eval('html', (html) => html.scrollWidth);

onEachPage((given) => {
  test.each([
    ['a desk', DESK],
    ['a phone of 390 pixels', PHONE],
  ])(
    'on %s it asks no network, complains of nothing, and no text runs into another or off the page',
    async (_, viewport) => {
      await using open = await opened(given().browser, given().file, viewport);
      await open.page.evaluate(UNFOLD);
      expect(await open.page.evaluate(OVERLAPS)).toEqual([]);
      expect(await widest(open.page)).toBeLessThanOrEqual(viewport.width);
      isQuiet(open);
    },
  );

  test('the first screen of a desk has the answer, the users with their RAM, the smallest limit and all claims', async () => {
    await using open = await opened(given().browser, join(given().folder, 'index.html'), DESK);
    const ends = (await open.page.evaluate(ENDS)) as Record<string, number>;
    expect(Object.keys(ends)).toHaveLength(4);
    for (const end of Object.values(ends)) expect(end).toBeLessThan(DESK.height);
    expect(await open.page.$$eval('details.claim', (all) => all.some(({ open: isOpen }) => isOpen))).toBe(
      false,
    );
  });

  test('a planted overlap, a planted wide text and a planted request are seen', async () => {
    await using open = await opened(given().browser, given().file, PHONE);
    await open.page.evaluate(PLANTED);
    const found = String(await open.page.evaluate(OVERLAPS));
    expect(found).toContain('"first" and "second"');
    expect(found).toContain('"runs over" and "its neighbour"');
    expect(await widest(open.page)).toBeGreaterThan(PHONE.width);
    // The page's own policy refuses it before it is sent, and says so.
    expect(open.requests.length + open.complaints.length).toBeGreaterThan(0);
  });

  test('without JavaScript all of it can be read, folded tables too', async () => {
    await using open = await opened(given().browser, given().file, PHONE, { hasScript: false });
    const text = await open.page.$eval('body', (body) => body.textContent);
    expect(text).toMatch(/use too much RAM\?/);
    expect(text).toMatch(/10,000/);
    expect(await open.page.$$eval('svg.plot', (all) => all.every((svg) => svg.checkVisibility()))).toBe(true);
    expect(await open.page.$$eval('button', (all) => all.some((button) => button.checkVisibility()))).toBe(
      false,
    );
    const [summary] = await open.page.$$('details.table summary');
    await summary?.click();
    expect(await open.page.$eval('details.table', (details) => details.open)).toBe(true);
    expect(await open.page.evaluate(OVERLAPS)).toEqual([]);
    isQuiet(open);
  });

  test('in light and in dark its text can be told from the paper', async () => {
    await using open = await opened(given().browser, given().file, DESK);
    const papers: string[] = [];
    for (const value of ['light', 'dark']) {
      await open.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      const colours = (await open.page.evaluate(
        `Object.fromEntries(${JSON.stringify(COLOURS)}.map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue(name).trim()]))`,
      )) as Record<string, string>;
      const { '--paper': paper = '', ...inks } = colours;
      papers.push(paper);
      for (const [name, ink] of Object.entries(inks))
        expect({ name, value, isRead: contrast(ink, paper) >= 4.5 }).toMatchObject({ isRead: true });
    }
    expect(new Set(papers).size).toBe(2);
  });

  test('it can be printed: what is folded is on paper, the still drawings and not the other ones', async () => {
    await using open = await opened(given().browser, given().file, DESK);
    await open.page.evaluate(UNFOLD);
    await open.page.$$eval('details', (all) => {
      for (const details of all) details.open = false;
    });
    await open.page.emulateMediaType('print');
    await open.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await open.page.$$eval('svg.plot', (all) => all.every((svg) => svg.checkVisibility()))).toBe(true);
    expect(await open.page.$$eval('.zoom', (all) => all.some((each) => each.checkVisibility()))).toBe(false);
    expect(
      await open.page.$$eval('table:not(.u-legend)', (all) => all.every((table) => table.checkVisibility())),
    ).toBe(true);
    const reasons = await open.page.$$eval('.claim p', (all) => all.map((p) => p.checkVisibility()));
    expect(reasons.length).toBeGreaterThan(4);
    expect(reasons).not.toContain(false);
    await open.page.setViewport(A4);
    expect(await open.page.evaluate(OVERLAPS)).toEqual([]);
    expect(await widest(open.page)).toBeLessThanOrEqual(A4.width);
    const paper = await open.page.pdf({ format: 'A4' });
    expect(Buffer.from(paper.subarray(0, 5)).toString()).toBe('%PDF-');
    const pages =
      Buffer.from(paper)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(2);
  });
});

/** Where each of what belongs on the first screen ends, in pixels from the top. */
const ENDS = `(() => {
  const bottom = (found) => found.getBoundingClientRect().bottom;
  const named = (all, part) => [...document.querySelectorAll('header ' + all)].find((one) => one.textContent.includes(part));
  return {
    answer: bottom(named('.answer', '')),
    users: bottom(named('table', 'polls at once')),
    limit: bottom(named('p', 'smallest memory limit')),
    claims: bottom([...document.querySelectorAll('header details.claim')].at(-1)),
  };
})()`;

const COLOURS = [
  '--paper',
  '--ink',
  '--soft',
  '--bar',
  '--bad',
  '--good',
  '--t0',
  '--t1',
  '--t2',
  '--t3',
  '--t4',
  '--t5',
];

/** WCAG 2.1 contrast ratio of two colours, "#rrggbb" or "#rgb". */
function contrast(a: string, b: string): number {
  const [high = 1, low = 1] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3');
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
