import Docker from 'dockerode';
import { within } from '../config/deadline';
import { EXIT, Failure, reasonOf } from '../config/failure';
import { type Endpoint, findEndpoint } from './endpoint';
import { tlsAdvice } from './tls';

/** An engine that answers. */
export interface Engine {
  readonly docker: Docker;
  readonly endpoint: Endpoint;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: string;
  readonly kernel: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly cgroupVersion: string;
  readonly cgroupDriver: string;
  readonly operatingSystem: string;
}

export type Refusal = 'absent' | 'forbidden' | 'silent';

/** Why an engine did not answer, told apart because each has its own remedy. */
export class NoEngine extends Error {
  constructor(
    readonly endpoint: Endpoint,
    readonly refusal: Refusal,
    reason: string,
  ) {
    super(reason);
  }
}

const ANSWER_MS = 5000;

/**
 * Connects and asks the engine what it is. Exports DOCKER_HOST, so that testcontainers and child processes use the
 * same connection. Throws NoEngine.
 */
export async function connect(): Promise<Engine> {
  const endpoint = findEndpoint();
  process.env.DOCKER_HOST = endpoint.url;
  if (endpoint.certificates)
    Object.assign(process.env, { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: endpoint.certificates });
  const docker = new Docker();
  try {
    const [info, version] = await within(ANSWER_MS, `the Docker engine at ${endpoint.url}`, () =>
      Promise.all([docker.info(), docker.version()]),
    );
    return {
      docker,
      endpoint,
      version: version.Version,
      apiVersion: version.ApiVersion,
      architecture: version.Arch,
      kernel: version.KernelVersion ?? info.KernelVersion,
      cpus: info.NCPU,
      memoryBytes: info.MemTotal,
      cgroupVersion: info.CgroupVersion ?? '1',
      cgroupDriver: info.CgroupDriver,
      operatingSystem: info.OperatingSystem,
    };
  } catch (error) {
    throw new NoEngine(endpoint, refusalOf(error), reasonOf(error));
  }
}

function refusalOf(error: unknown): Refusal {
  // Not `instanceof Error`: under Jest, errors of node:net are of another realm.
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'forbidden';
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTFOUND') return 'absent';
  return 'silent';
}

/** What to do about an engine that does not answer, as the error a user sees (exit code 3). */
export function noEngineFailure(error: NoEngine, notBroughtUp: string): Failure {
  const { endpoint, refusal } = error;
  const next: Record<Refusal, string> = {
    forbidden: 'sudo usermod -aG docker "$USER" && newgrp docker   (then try again)',
    absent: `${notBroughtUp}; start Docker, or export DOCKER_HOST to name an engine that runs`,
    silent:
      tlsAdvice(error.message, endpoint.certificates !== undefined) ??
      'see the log of the engine (journalctl -u docker) and restart it',
  };
  return new Failure(
    EXIT.machine,
    {
      fact: `No Docker engine answers at ${endpoint.url} (named by ${endpoint.saidBy})`,
      cause: error.message,
      next: next[refusal],
    },
    { cause: error },
  );
}

/** Throws Failure (exit code 3) where the engine of this run has stopped answering. */
export async function mustStillAnswer(): Promise<void> {
  try {
    await connect();
  } catch (error) {
    if (!(error instanceof NoEngine)) throw error;
    throw new Failure(
      EXIT.machine,
      {
        fact: `The Docker engine at ${error.endpoint.url} stopped answering during the run`,
        cause: error.message,
        next: 'start it again; what this run has left on it is removed by the next run, or by npx aerometer clean',
      },
      { cause: error },
    );
  }
}
