import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../engine/connect';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';
import { saveImages } from './pack';

test('the images for the guest are saved under the names that they have here, the last one too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aerometer-pack-'));
  try {
    const { docker } = await connect();
    const refs: string[] = [];
    for (const recipe of [RECIPES.probe, RECIPES.reference])
      refs.push((await obtain(docker, recipe, { say: () => undefined })).ref);
    const file = join(folder, 'images.tar');
    await saveImages(docker, refs, file, new AbortController().signal);
    const manifest: unknown = JSON.parse(
      execFileSync('tar', ['-xOf', file, 'manifest.json'], { encoding: 'utf8' }),
    );
    // The engine writes them in an order of its own.
    expect(manifest).toHaveLength(refs.length);
    expect(manifest).toEqual(
      expect.arrayContaining(refs.map((ref) => expect.objectContaining({ RepoTags: [ref] }))),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
