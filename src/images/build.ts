import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type Docker from 'dockerode';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { lineReader, messages } from './stream';
import { sweep } from './sweep';

/** Output kept for an error message. */
const LAST_LINES = 15;
/** Lines of Docker's builder around the output of what it runs. */
const BUILDERS_OWN = /^(Step \d+\/\d+ :| ---> |Removing intermediate container)/;

export interface BuildOrder {
  /** What is built, in words. */
  readonly name: string;
  readonly tag: string;
  /** The text of the Dockerfile. */
  readonly dockerfile: string;
  /** What it copies into the image, by the path in the context. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Takes each line of output; says whether it is a progress bar, worth nothing once it is read. */
  readonly onLine?: (line: string) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * Builds a Dockerfile on the daemon, on the host's network (a bridge's MTU and name server need not suit every host), and
 * leaves nothing but the tagged image. Throws Failure (exit code 3) with the last lines of output.
 */
export async function build(docker: Docker, order: BuildOrder): Promise<void> {
  const id = randomBytes(6).toString('hex');
  const context = contextOf(order);
  const last: string[] = [];
  const read = lineReader((line) => {
    if (order.onLine?.(line)) return;
    if (BUILDERS_OWN.test(line)) return;
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  });
  try {
    const answer = await docker.buildImage(
      { context, src: readdirSync(context) },
      {
        t: order.tag,
        buildargs: { ...order.args, BUILD: id },
        labels: { ...order.labels, aerometer: '1', 'aerometer.build': id },
        networkmode: 'host',
        rm: true,
        forcerm: true,
        abortSignal: order.signal,
      },
    );
    for await (const message of messages(answer)) {
      if (message.error) throw new Error(message.error);
      read(message.stream ?? '');
    }
  } catch (error) {
    order.signal?.throwIfAborted();
    throw new Failure(
      EXIT.machine,
      {
        fact: `Building ${order.name} failed`,
        cause: `${inShort(error)}; the last lines it printed:\n    ${last.join('\n    ')}`,
        next: 'mend what they name (often the way to a package host) and run it again, or pull or load a ready image',
      },
      { cause: error },
    );
  } finally {
    rmSync(context, { recursive: true, force: true });
    await sweep(docker, id);
  }
}

/** The daemon repeats the whole command, which may be long: its first words and how it ended will do. */
function inShort(error: unknown): string {
  return reasonOf(error).replace(/^(The command '.{0,40}).* (returned a non-zero code)/s, "$1 ...' $2");
}

/** A build context on disk, for what it takes to be sent. */
function contextOf({ dockerfile, files }: BuildOrder): string {
  const context = mkdtempSync(join(tmpdir(), 'aerometer-context-'));
  for (const [path, content] of Object.entries({ ...files, Dockerfile: dockerfile })) {
    mkdirSync(dirname(join(context, path)), { recursive: true });
    writeFileSync(join(context, path), content);
  }
  return context;
}
