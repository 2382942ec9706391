import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium';

test('the one that is named comes before one on the PATH, and what cannot be run is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aerometer-chromium-'));
  try {
    const found = join(folder, 'chromium');
    writeFileSync(found, '');
    chmodSync(found, 0o644);
    expect(findChromium({ PATH: folder })).not.toBe(found);
    chmodSync(found, 0o755);
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(found);
    expect(findChromium({ PATH: folder, PUPPETEER_EXECUTABLE_PATH: '/named' })).toBe('/named');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
