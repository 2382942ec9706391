import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Release } from './image';

/** How this host reaches its packages, so that a build container can do the same. */
export interface HostWays {
  /** Files for /etc/aerometer in the base image, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Proxy variables, which Docker knows as build arguments and keeps out of the image's history. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** apt's settings alone, for a tool that runs on the host itself. */
  readonly aptSettings: string;
  /** Debian's archive as a Debian host reaches it; null elsewhere, where a Debian image knows best. */
  readonly mirror: string | null;
}

const IN_CONTAINER = '/etc/aerometer';

export function hostWays(release: Release, env: NodeJS.ProcessEnv = process.env): HostWays {
  const mirrors = debianMirrors(
    printed('apt-get', ['indextargets', '--format', '$(RELEASE) $(COMPONENT) $(REPO_URI)']),
  );
  const apt = aptSettings(printed('apt-config', ['dump']));
  return {
    files: {
      'ca.crt': caBundle(env),
      'apt.conf': `${apt}Acquire::https::CAInfo "${IN_CONTAINER}/ca.crt";\n`,
      'sources.list': sourcesList(release, mirrors),
      'cargo.toml': cargoSources(cargoConfig(env)),
      environment: environment(env, printed('go', ['env', ...GO_VARIABLES]).split('\n')),
    },
    buildArgs: proxies(env),
    aptSettings: apt,
    mirror: mirrors?.main ?? null,
  };
}

/** A company's CA stands in the host's bundle, so that one is carried; where there is none, the one that Node brings. */
function caBundle(env: NodeJS.ProcessEnv): string {
  const usual = [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/cert.pem',
  ];
  const path = [env.SSL_CERT_FILE ?? '', ...usual].find((candidate) => candidate && existsSync(candidate));
  return path ? readFileSync(path, 'utf8') : `${rootCertificates.join('\n')}\n`;
}

/** What apt is told about reaching the network; paths of this host (certificates, scripts) mean nothing in a container. */
export function aptSettings(dump: string): string {
  const wanted =
    /^Acquire::(https?::(Proxy|Timeout|Verify|No-Cache)|Check-(Valid-Until|Date)|Retries|ForceIPv[46])/;
  return dump
    .split('\n')
    .filter((line) => wanted.test(line) && !/Detect|"";|"\//.test(line))
    .map((line) => `${line}\n`)
    .join('');
}

interface Mirrors {
  readonly main: string;
  readonly security: string | null;
}

/** The archive that a Debian host uses; null on another system. `targets`: a release, a component and a URI each line. */
export function debianMirrors(targets: string): Mirrors | null {
  const rows = targets.split('\n').map((line) => line.split(' '));
  const uriOf = (suite: RegExp): string | null => {
    const row = rows.find(([release = '', component, uri = '']) => {
      return suite.test(release) && component === 'main' && /^https?:/.test(uri);
    });
    return row?.[2]?.replace(/\/$/, '') ?? null;
  };
  const main = uriOf(/^(bookworm|trixie|forky|sid|(old)?stable)$/);
  return main ? { main, security: uriOf(/^(bookworm|trixie|forky|(old)?stable)-security$/) } : null;
}

/** Empty where the base image's own list is to stay. */
function sourcesList(release: Release, mirrors: Mirrors | null): string {
  if (!mirrors) return '';
  const security = mirrors.security ? `deb ${mirrors.security} ${release}-security main\n` : '';
  return `deb ${mirrors.main} ${release} main\n${security}`;
}

function cargoConfig(env: NodeJS.ProcessEnv): string {
  const home = env.CARGO_HOME ?? join(homedir(), '.cargo');
  const path = [join(home, 'config.toml'), join(home, 'config')].find((candidate) => existsSync(candidate));
  return path ? readFileSync(path, 'utf8') : '';
}

/** Of cargo's configuration, where crates come from; not how this host's own programs are built, and no tokens. */
export function cargoSources(config: string): string {
  let keep = false;
  const kept = config.split('\n').filter((line) => {
    if (/^\s*\[/.test(line)) keep = /^\s*\[(source|registries|registry|net|http)[.\]]/.test(line);
    return keep && !/^\s*(token|secret-key|cainfo|credential-provider)\b/.test(line);
  });
  return kept.length > 0 ? `${kept.join('\n')}\n` : '';
}

const GO_VARIABLES = ['GOPROXY', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE'] as const;

/** A file for the shell to read: where certificates are, and what Go and cargo were told by variables. */
export function environment(env: NodeJS.ProcessEnv, goSays: readonly string[]): string {
  const ca = `${IN_CONTAINER}/ca.crt`;
  const told: Record<string, string> = { SSL_CERT_FILE: ca, CARGO_HTTP_CAINFO: ca, GIT_SSL_CAINFO: ca };
  told.CARGO_HOME = '/cargo';
  GO_VARIABLES.forEach((name, index) => {
    const value = env[name] || goSays[index];
    if (value) told[name] = value;
  });
  for (const [name, value] of Object.entries(env)) {
    const about =
      /^CARGO_(NET|HTTP|SOURCE|REGISTRY|REGISTRIES)_/.test(name) &&
      !/TOKEN|SECRET|CREDENTIAL|CAINFO/.test(name);
    if (about && value) told[name] = value;
  }
  const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
  return Object.entries(told)
    .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
    .join('');
}

function proxies(env: NodeJS.ProcessEnv): Record<string, string> {
  const isProxy = /^(https?|ftp|no|all)_proxy$/i;
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => isProxy.test(entry[0]) && Boolean(entry[1]),
    ),
  );
}

/** What a program of the host prints; nothing where it does not exist or fails. */
function printed(program: string, args: readonly string[]): string {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return done.status === 0 ? done.stdout : '';
}
