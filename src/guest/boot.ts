import type { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { within } from '../config/deadline';
import { EXIT, Failure } from '../config/failure';
import { TunedContainer } from '../containers/tuned';
import { type Attached, attach } from '../engine/attached';
import { lineReader } from '../images/stream';

const START_MS = 300_000;
const END_MS = 3_600_000;
const GIB = 1024 ** 3;
/** What the emulator may take: the guest's 2 GiB and its own. */
const MEMORY = 3 * GIB;

export interface BootOrder {
  readonly image: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  /** The folder that packWork made, and the archive of saveImages. */
  readonly work: string;
  readonly images: string;
  /** A line of the guest's console. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Boots the guest in a container without network or privilege and waits until it has powered itself off. Returns what
 * docker/guest/boot.sh printed: the guest's answer. Throws Failure when that takes more than an hour.
 */
export async function boot(docker: Docker, order: BootOrder): Promise<string> {
  let stream: Attached | undefined;
  const container = new TunedContainer(order.image, {
    host: { Memory: MEMORY },
    create: { OpenStdin: true, StdinOnce: true, AttachStdin: true },
    beforeStart: async (id) => {
      stream = await attach(docker, id);
    },
  })
    .withName(order.name)
    .withLabels(order.labels)
    .withNetworkMode('none')
    .withCopyDirectoriesToContainer([{ source: order.work, target: '/guest/work' }])
    .withCopyFilesToContainer([{ source: order.images, target: '/guest/images.tar' }])
    .withStartupTimeout(START_MS);
  await container.start();
  if (!stream) throw new Error('the guest was started without being attached');
  const answer = collected(stream.stdout);
  const read = lineReader(order.onLine);
  stream.stderr.on('data', (chunk: Buffer) => read(chunk.toString()));
  const { closed } = stream;
  await within(END_MS, 'the guest to power itself off', () => Promise.race([closed, aborted(order.signal)]));
  return answer();
}

function collected(stream: PassThrough): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () =>
      reject(
        new Failure(EXIT.unmeasured, {
          fact: 'The guest was ended before it had answered',
          cause: 'somebody interrupted the run',
          next: 'run it again: its doses mean something only together',
        }),
      );
    if (signal.aborted) refuse();
    signal.addEventListener('abort', refuse, { once: true });
  });
}
