import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';

/** The stdin, stdout and stderr of a container, over the connection that the engine is reached by. */
export interface Attached {
  write(line: string): void;
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
  /** Resolves when the engine drops the stream: the container ended, or the engine did. */
  readonly closed: Promise<void>;
  end(): void;
}

/** Attaches to a container that was created with OpenStdin and StdinOnce and is not started yet. */
export async function attach(docker: Docker, id: string): Promise<Attached> {
  const stream = await docker
    .getContainer(id)
    .attach({ stream: true, stdin: true, stdout: true, stderr: true, hijack: true });
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  docker.modem.demuxStream(stream, stdout, stderr);
  const closed = new Promise<void>((resolve) => {
    // Every error is heard: a write to a stream that is gone would end the process otherwise.
    for (const event of ['close', 'end', 'error']) stream.on(event, () => resolve());
  });
  return {
    write: (line) => {
      stream.write(`${line}\n`);
    },
    stdout,
    stderr,
    closed,
    end: () => {
      stream.end();
    },
  };
}
