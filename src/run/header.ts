import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import type { RunOptions } from '../config/config';
import { ownVersion } from '../config/own-version';
import type { Engine } from '../engine/connect';
import type { Image } from '../images/image';
import type { Mailbox } from '../mailbox/mailbox';
import { limitsOf } from '../meter/limits';
import type { RunHeader } from '../report/results';
import { SCHEMA } from '../report/schema';
import type { RunImages } from './images';
import { shardOf } from './shard';

/** Everything about a run that is known when it starts. */
export function headerOf(
  options: RunOptions,
  engine: Engine,
  images: RunImages,
  mailboxes: readonly Mailbox[],
  pinned: { server: string; others: string } | null,
): RunHeader {
  const image = ({ version, id, ref, digest }: Image) => ({ version, image: ref, digest: digest ?? id });
  const serverCpus = pinned ? 1 : engine.cpus;
  return {
    schema: SCHEMA,
    aerometer: ownVersion(),
    run: {
      startedAt: new Date().toISOString(),
      finishedAt: null,
      seed: mailboxes[0]?.seed ?? 0,
      command: options.command,
      mode: options.mode,
      quick: options.quick,
      ...(options.shard === undefined ? {} : { shard: shardOf(options.shard) }),
      time: null,
      mailbox: mailboxFacts(mailboxes),
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

/** One mailbox, or those of the gate together. */
function mailboxFacts(mailboxes: readonly Mailbox[]): RunHeader['run']['mailbox'] {
  const sizes = mailboxes.flatMap((one) => one.sizes);
  const checksums = mailboxes.map((one) => one.checksum());
  const [first] = mailboxes;
  const alone = mailboxes.length === 1;
  return {
    name: alone && first ? first.name : `the gate's ${mailboxes.length} mailboxes`,
    messages: sizes.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    seed: first?.seed ?? 0,
    checksum: alone ? (checksums[0] ?? '') : createHash('sha256').update(checksums.join(' ')).digest('hex'),
  };
}
