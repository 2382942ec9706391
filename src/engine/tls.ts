import { join } from 'node:path';
import { EXIT, Failure } from '../config/failure';
import { configFolder, type World } from './docker-config';
import type { Endpoint } from './endpoint';

/** As the docker client names them. */
const FILES = ['ca.pem', 'cert.pem', 'key.pem'];

/**
 * Adds the certificates that DOCKER_TLS_VERIFY asks for, of DOCKER_CERT_PATH or, as the docker client does, of its own
 * configuration. Throws Failure (exit code 2) where one is missing.
 */
export function certificates(endpoint: Endpoint, world: World): Endpoint {
  if (!world.env.DOCKER_TLS_VERIFY || !endpoint.url.startsWith('tcp:')) return endpoint;
  const folder = world.env.DOCKER_CERT_PATH || configFolder(world);
  const missing = FILES.filter((name) => !world.exists(join(folder, name)));
  if (missing.length === 0) return { ...endpoint, certificates: folder };
  throw new Failure(EXIT.usage, {
    fact: `DOCKER_TLS_VERIFY asks for TLS, and ${missing.join(', ')} cannot be found`,
    cause: `looked in ${folder} (${world.env.DOCKER_CERT_PATH ? 'DOCKER_CERT_PATH' : 'the usual place'})`,
    next: `export DOCKER_CERT_PATH=FOLDER, with ${FILES.join(', ')} in it; or unset DOCKER_TLS_VERIFY for an engine without TLS`,
  });
}

/** What to do where one side speaks TLS and the other does not, or they do not trust each other; null for other errors. */
export function tlsAdvice(reason: string, withCertificates: boolean): string | null {
  const distrust = /certificate|self-signed|alert|altnames/i.test(reason);
  if (/HTTP request to an HTTPS server/i.test(reason) || (distrust && !withCertificates))
    return 'the engine speaks TLS: export DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=FOLDER, with ca.pem, cert.pem and key.pem in it';
  if (/wrong version number|packet length too long/i.test(reason))
    return 'the engine does not speak TLS: unset DOCKER_TLS_VERIFY, or name the port that does (usually 2376)';
  if (distrust)
    return 'see that ca.pem in DOCKER_CERT_PATH signed the engine, that its certificate names the host of DOCKER_HOST, and that cert.pem is one it trusts';
  return null;
}
