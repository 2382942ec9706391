import type { Recipe } from './image';

export type ImageName = 'garage' | 'maddy' | 'dovecot' | 'aerogramme' | 'probe';

/** Every image the suite knows, with its version: the one place where versions are pinned. */
export const RECIPES: Readonly<Record<ImageName, Recipe>> = {
  garage: {
    name: 'garage',
    version: '2.5.0',
    published: 'dxflrs/garage:v2.5.0',
    build: {
      folder: 'garage',
      release: 'trixie',
      from: 'its Rust crate',
      keptMB: 30,
      scratchMB: 2200,
      usualSeconds: 540,
      pace: [
        [0.26, 0.07],
        [0.52, 0.18],
        [0.72, 0.28],
        [0.83, 0.38],
        [0.88, 0.51],
        [0.93, 0.64],
        [0.99, 0.71],
        [0.994, 0.73],
        [0.997, 0.88],
      ],
    },
    askVersion: ['/garage', '--version'],
    override: null,
  },
  maddy: {
    name: 'maddy',
    version: '0.8.2',
    published: 'foxcpp/maddy:0.8.2',
    build: {
      folder: 'maddy',
      release: 'trixie',
      from: 'its Go module',
      keptMB: 45,
      scratchMB: 1900,
      usualSeconds: 130,
    },
    askVersion: ['/bin/maddy', 'version'],
    override: '--image REF',
  },
  dovecot: {
    name: 'dovecot',
    version: '2.3.19.1',
    published: null,
    build: {
      folder: 'dovecot',
      release: 'bookworm',
      from: "Debian's packages",
      keptMB: 170,
      scratchMB: 0,
      usualSeconds: 15,
    },
    askVersion: ['dovecot', '--version'],
    override: '--image REF',
  },
  aerogramme: {
    name: 'aerogramme',
    version: '0.3.0',
    published: 'dxflrs/aerogramme:0.3.0',
    build: null,
    askVersion: ['aerogramme', '--version'],
    override: '--image REF or AEROMETER_IMAGE=REF',
  },
  probe: {
    name: 'probe',
    version: '20',
    published: 'node:20-bookworm-slim',
    build: {
      folder: 'probe',
      release: 'trixie',
      from: "Debian's packages",
      keptMB: 225,
      scratchMB: 0,
      usualSeconds: 10,
    },
    askVersion: ['node', '--version'],
    override: null,
  },
};
