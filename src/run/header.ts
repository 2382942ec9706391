import { cpus } from 'node:os';
import type { RunOptions } from '../config/config';
import type { Engine } from '../engine/connect';
import type { Image } from '../images/image';
import type { Mailbox } from '../mailbox/mailbox';
import { limitsOf } from '../meter/limits';
import type { RunHeader } from '../report/results';
import { SCHEMA } from '../report/schema';
import type { RunImages } from './images';

/** Everything about a run that is known when it starts. */
export function headerOf(
  options: RunOptions,
  engine: Engine,
  images: RunImages,
  mailbox: Mailbox,
  pinned: { server: string; others: string } | null,
): RunHeader {
  const image = ({ version, id, ref, digest }: Image) => ({ version, image: ref, digest: digest ?? id });
  const serverCpus = pinned ? 1 : engine.cpus;
  return {
    schema: SCHEMA,
    run: {
      startedAt: new Date().toISOString(),
      finishedAt: null,
      seed: mailbox.seed,
      command: options.command,
      mode: options.mode,
      quick: options.quick,
      time: null,
      mailbox: {
        name: mailbox.name,
        messages: mailbox.sizes.length,
        bytes: mailbox.sizes.reduce((sum, size) => sum + size, 0),
        seed: mailbox.seed,
        checksum: mailbox.checksum(),
      },
    },
    host: {
      kernel: engine.kernel,
      cgroup: `v${engine.cgroupVersion} (${engine.cgroupDriver})`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: engine.cpus,
      docker: `${engine.version} (API ${engine.apiVersion})`,
      limits: limitsOf({ ...engine, cpus: serverCpus }),
    },
    server: { name: images.name, ...image(images.server), cpus: pinned?.server ?? null, profile: null },
    storage: images.garage ? { name: 'garage', ...image(images.garage), cpus: pinned?.others ?? null } : null,
    calibrator: null,
  };
}
