import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { RESULTS } from '../../config/root';
import { renderHtml } from '../html';
import { type Results, readResults } from '../results';
import { studyReport } from '../synthetic-study';
import { findChromium } from './chromium';
import type { Opened } from './opened';

// What the browser tests share: the pages to look at, and a Chromium for each.

const chromium = findChromium();
const missing =
  'skipped: no Chromium on the PATH (as root on Debian: apt-get install chromium), and PUPPETEER_EXECUTABLE_PATH names none';

/** A page to look at, and the results that it was made of. */
export interface Shown {
  readonly name: string;
  file(folder: string): string;
  results(): Results;
}

const MADE_UP: Shown = {
  name: 'made up',
  file: (folder) => join(folder, 'index.html'),
  results: () => studyReport().results,
};

const studyIn = (directory: string): Shown => ({
  name: basename(directory),
  file: () => join(directory, 'index.html'),
  results: () => readResults(directory),
});

/** Every finished study that the repository holds: a made-up page has neither its lengths nor its numbers. AEROMETER_PAGE names one more. */
function studies(): Shown[] {
  const all = join(RESULTS, 'reference');
  const named = process.env.AEROMETER_PAGE;
  return [
    ...readdirSync(all).map((name) => join(all, name)),
    ...(named === undefined ? [] : [dirname(resolve(named))]),
  ]
    .filter((directory) => existsSync(join(directory, 'index.html')))
    .map(studyIn);
}

export const pages = [MADE_UP, ...studies()];

/** While tests run. */
export interface Given {
  /** The made-up page is in it. */
  readonly folder: string;
  /** The page under test. */
  readonly file: string;
  readonly browser: Browser;
}

/** Declares tests for each page; where no Chromium is found one is skipped, which says so. */
export function onEachPage(declare: (given: () => Given, shown: Shown) => void): void {
  // A page of a whole study is opened, laid out and printed in half a minute on a busy machine.
  jest.setTimeout(300_000);
  if (chromium === null) {
    test.skip(`index.html in a browser: ${missing}`, () => undefined);
    return;
  }
  describe.each(pages)(`index.html of $name in ${chromium}`, (shown) => {
    let given: Given | undefined;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'aerometer-page-'));
      writeFileSync(join(folder, 'index.html'), renderHtml(studyReport()));
      // Root has no sandbox to be in. No name is resolved, whatever a page asks for.
      const args = ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'];
      const browser = await puppeteer.launch({ executablePath: chromium, args });
      given = { folder, file: shown.file(folder), browser };
    });
    afterAll(async () => {
      await given?.browser.close();
      rmSync(folder, { recursive: true, force: true });
    });

    declare(() => {
      if (given === undefined) throw new Error('asked before the browser was there');
      return given;
    }, shown);
  });
}

export function isQuiet({ requests, complaints }: Opened): void {
  expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
}
