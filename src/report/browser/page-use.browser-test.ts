import { isQuiet, onEachPage } from './each-page';
import { DESK, opened } from './opened';
import { UNFOLD, UNSORTED } from './page-checks';

// What a reader does with the page: sort, zoom, take the data out.

onEachPage((given, shown) => {
  test('every table is sorted by a click on a head, by its numbers, and back by a second one', async () => {
    await using open = await opened(given().browser, given().file, DESK);
    await open.page.evaluate(UNFOLD);
    expect(await open.page.evaluate(UNSORTED)).toEqual([]);
    const tables = await open.page.$$eval('table.sortable', (all) => all.length);
    const sorted = await open.page.$$eval('th[aria-sort]', (all) => all.length);
    expect(tables).toBeGreaterThan(4);
    expect(sorted).toBe(tables);
    isQuiet(open);
  });

  test('the time series can be zoomed, and all its points are there', async () => {
    await using open = await opened(given().browser, given().file, DESK);
    await open.page.evaluate(UNFOLD);
    const drawn = shown.results().timelines.filter(({ points }) => points.length > 0);
    expect(await open.page.$$eval('figure.timeline', (all) => all.length)).toBe(drawn.length);
    // A run of some parts alone has none.
    if (drawn.length === 0) return;
    const figure = await open.page.$('figure.zoomed');
    await figure?.scrollIntoView();
    expect(
      await open.page.$$eval('.zoomed .still', (all) => all.some((each) => each.checkVisibility())),
    ).toBe(false);
    const labels = () =>
      open.page.evaluate(
        'drawn.map(({ plots }) => plots.map(({ scales: { x } }) => x.max - x.min))',
      ) as Promise<number[][]>;
    const before = await labels();
    const over = await (await open.page.$('figure.zoomed .u-over'))?.boundingBox();
    if (!over) throw new Error('no time series was drawn');
    await open.page.mouse.move(over.x + 200, over.y + 40);
    await open.page.mouse.down();
    await open.page.mouse.move(over.x + 400, over.y + 40, { steps: 5 });
    await open.page.mouse.up();
    await open.page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    const after = await labels();
    expect(Math.max(...(after[0] ?? [1]))).toBeLessThan(0.5 * (before[0]?.[0] ?? 0));
    isQuiet(open);
  });

  test('the data inside comes out of the page as it went in', async () => {
    await using open = await opened(given().browser, given().file, DESK);
    const text = (await open.page.evaluate('inside()')) as string;
    expect(JSON.parse(text).results).toEqual(JSON.parse(JSON.stringify(shown.results())));
  });
});
