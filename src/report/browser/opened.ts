import { pathToFileURL } from 'node:url';
import type { Browser, Page, Viewport } from 'puppeteer-core';

export const DESK: Viewport = { width: 1280, height: 900 };
export const PHONE: Viewport = {
  width: 390,
  height: 844,
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** Between the margins that a browser leaves, at 96 dots an inch. */
export const A4: Viewport = { width: 718, height: 1047 };

/** A page, and what it did that a file on a disk should not do. */
export interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** Addresses other than the file's own, data and blobs. */
  readonly requests: readonly string[];
  /** What it complained about on its console. */
  readonly complaints: readonly string[];
}

export async function opened(
  browser: Browser,
  file: string,
  viewport: Viewport,
  { hasScript = true }: { readonly hasScript?: boolean } = {},
): Promise<Opened> {
  const page = await browser.newPage();
  const own = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== own && !/^(data|blob):/.test(url)) requests.push(url);
  });
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.setJavaScriptEnabled(hasScript);
  await page.setViewport(viewport);
  await page.goto(own, { waitUntil: 'load' });
  return { page, requests, complaints, [Symbol.asyncDispose]: () => page.close() };
}
