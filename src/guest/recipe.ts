import type { Recipe } from '../images/image';

/** The guest and its emulator: not among RECIPES, since no run needs it. */
export const GUEST: Recipe = {
  name: 'guest',
  version: '13',
  published: null,
  build: {
    folder: 'guest',
    release: 'trixie',
    files: ['aerometer.service', 'boot.sh'],
    from: "Debian's packages",
    keptMB: 480,
    scratchMB: 2000,
    usualSeconds: 150,
  },
  askVersion: ['sed', '-n', '1p', '/etc/debian_version'],
  override: null,
};
