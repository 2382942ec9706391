import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type Docker from 'dockerode';
import { EXIT, Failure } from '../config/failure';

const LINES = 12;
/** A connection ends some moments before the engine knows why. */
const KNOWN_WITHIN_MS = 1000;

/** A container that is to run, and what it is called in words. */
export interface Known {
  readonly id: string;
  readonly name: string;
}

/** Why a container does not run, or what the kernel did to a process of it since it was started; null when all is well. */
export async function whyGone(docker: Docker, { id, name }: Known): Promise<string | null> {
  const { State, HostConfig } = await docker.getContainer(id).inspect();
  const limit = HostConfig.Memory ? `, its limit is ${(HostConfig.Memory / 2 ** 20).toFixed(0)} MiB` : '';
  if (State.OOMKilled) return `the kernel killed ${name} for memory (exit code ${State.ExitCode}${limit})`;
  if (!State.Running) return `${name} exited with code ${State.ExitCode}`;
  if (await hadOom(docker, id, State.StartedAt))
    return `the kernel killed a process of ${name} for memory${limit && ` (${limit.slice(2)})`}`;
  return null;
}

/** The first of several containers that has gone, with its last log lines; waits a moment for the engine to notice. */
export async function whoIsGone(
  docker: Docker,
  all: readonly Known[],
): Promise<{ why: string; lines: string[] } | null> {
  for (const end = Date.now() + KNOWN_WITHIN_MS; ; await pause(100)) {
    for (const one of all) {
      const why = await whyGone(docker, one);
      if (why !== null) return { why, lines: await lastLines(docker, one.id) };
    }
    if (Date.now() >= end) return null;
  }
}

/** The last log lines of a container, without colours. */
export async function lastLines(docker: Docker, id: string, count = LINES): Promise<string[]> {
  const raw = await docker.getContainer(id).logs({ stdout: true, stderr: true, tail: count });
  return stripVTControlCharacters(textOf(raw)).split('\n').filter(Boolean).slice(-count);
}

/** Throws Failure, with its last log lines, where a container that is awaited has ended. */
export async function refuseIfGone(docker: Docker, one: Known & { readonly image: string }): Promise<void> {
  const why = await whyGone(docker, one);
  if (why === null) return;
  await pause(50); // its last lines may still be under way
  throw new Failure(EXIT.unmeasured, {
    fact: `${one.name} did not come up: ${why}`,
    cause: `its last log lines:\n    ${(await lastLines(docker, one.id)).join('\n    ')}`,
    next: `try the image by hand: docker run ${one.image}`,
  });
}

/** What runc and crun say of a program that is not in the image, or is of another architecture; what else keeps a container from starting is no fault of the image. */
const NO_SUCH_PROGRAM = /executable file .*not found|exec: .*no such file or directory|exec format error/i;

/** Throws Failure where an image does not have the program that it is started by, and any other error as it is. */
export function refuseWithoutProgram(name: string, image: string, error: unknown): never {
  const said = error instanceof Error ? error.message.trim() : String(error);
  if (!NO_SUCH_PROGRAM.test(said)) throw error;
  throw new Failure(
    EXIT.unmeasured,
    {
      fact: `${image} cannot be started as ${name}`,
      cause: said,
      next: `check that it is an image of ${name} (--server), for this machine's architecture`,
    },
    { cause: error },
  );
}

/** Whether a process of the container met the kernel's OOM killer: the container itself may live on. */
async function hadOom(docker: Docker, id: string, startedAt: string): Promise<boolean> {
  const stream: NodeJS.ReadableStream = await docker.getEvents({
    since: Date.parse(startedAt) / 1000,
    until: Date.now() / 1000,
    filters: { container: [id], event: ['oom'] },
  });
  let some = false;
  for await (const chunk of stream) some ||= String(chunk).includes('"oom"');
  return some;
}

/** Docker's logs of a container without a terminal come in frames of an 8-byte header and its payload. */
export function textOf(raw: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const length = raw.readUInt32BE(at + 4);
    parts.push(raw.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
}
