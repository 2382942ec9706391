#!/usr/bin/env node
// Plain JavaScript, because it runs in a fresh clone: it fetches the dependencies and compiles the sources where that is
// needed, says so, and hands over to src/cli.ts.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK = join(ROOT, 'package-lock.json');
const INSTALLED = join(ROOT, 'node_modules', '.aerometer-lock');
const DIST = join(ROOT, 'dist');
const BUILT = join(DIST, '.built');
const SOURCES = ['src', 'specs', 'fixtures', 'docker'];
const MACHINE_CANNOT = 3;
const LEAST_NODE = [20, 19];
const QUIETLY = { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 };

const say = (line) => process.stderr.write(`${line}\n`);
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** npm ci, unless what is installed belongs to this package-lock.json. */
function install() {
  const wanted = sha256(readFileSync(LOCK));
  if (read(INSTALLED) === wanted) return;
  if (!installedByHand()) {
    say('Fetching the dependencies (npm ci, once; usually under a minute).');
    // --include=dev: the compiler is among them, also where NODE_ENV=production.
    const npm = (command) =>
      spawnSync('npm', [...command, '--include=dev', '--no-fund', '--no-audit'], QUIETLY);
    const done = npm(['ci']);
    // npm ci also refuses where a registry lacks an optional package of another platform; npm install does without it
    // and takes the same versions from package-lock.json.
    orEnd(
      /code EUSAGE/.test(done.stderr) ? npm(['install', '--no-save']) : done,
      'npm ci',
      'mend the network or npm',
    );
  }
  writeFileSync(INSTALLED, wanted);
}

/** Whoever ran npm ci or npm install need not wait for another one. npm writes this file last. */
function installedByHand() {
  const hidden = join(ROOT, 'node_modules', '.package-lock.json');
  return existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(LOCK).mtimeMs;
}

/** tsc, unless dist/ was made from exactly the files that are here. */
function compile() {
  const files = SOURCES.flatMap((folder) => sourcesIn(join(ROOT, folder)));
  const extra = ['tsconfig.json', 'jest.config.ts'].map((name) => join(ROOT, name));
  const stamp = sha256([...files, ...extra].map(signature).join('\n') + read(INSTALLED));
  if (read(BUILT) === stamp) return;
  say('Compiling the sources (a few seconds).');
  mkdirSync(DIST, { recursive: true });
  rmSync(BUILT, { force: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = spawnSync(process.execPath, [tsc, '-p', ROOT], QUIETLY);
  orEnd(done, 'tsc', 'correct the sources, or check out a version that compiles');
  for (const folder of SOURCES) removeOrphans(join(DIST, folder));
  writeFileSync(BUILT, stamp);
}

function signature(file) {
  const { mtimeMs, size } = statSync(file);
  return `${relative(ROOT, file)} ${mtimeMs} ${size}`;
}

function sourcesIn(folder) {
  return filesIn(folder).filter((name) => /\.(ts|json)$/.test(name));
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** A spec that was deleted must not go on being measured. */
function removeOrphans(folder) {
  for (const file of filesIn(folder).filter((name) => name.endsWith('.js'))) {
    const source = join(ROOT, relative(DIST, file).replace(/\.js$/, '.ts'));
    if (!existsSync(source)) rmSync(file, { force: true });
  }
}

/** Ends here, with the last lines of what failed. */
function orEnd(done, name, next) {
  if (done.status === 0) return;
  const lines = `${done.stdout ?? ''}\n${done.stderr ?? ''}`.trim().split('\n').slice(-15);
  const why = done.error ? done.error.message : lines.join('\n    ');
  say(
    `${name} failed${done.signal ? ` (${done.signal})` : ''}\n  cause: ${why}\n  next:  ${next}, then run this again`,
  );
  process.exit(MACHINE_CANNOT);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  say(
    `Node ${process.versions.node} is too old\n  cause: aerometer needs ${LEAST_NODE.join('.')}\n  next:  install Node 20 or later`,
  );
  process.exit(MACHINE_CANNOT);
}

/** A clone that belongs to another user, say, in which something has changed since that one used it. */
function refuseUnwritable(error) {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  say(
    `This clone has to be compiled, and may not be written by this user\n  cause: ${error.message}\n  next:  let its owner run this once, or make a clone of your own`,
  );
  process.exit(MACHINE_CANNOT);
}

/** Whoever read the output may leave, as `| head` does: what runs is finished and cleaned up all the same. */
function outliveReaders() {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

checkNode();
outliveReaders();
try {
  // Somebody's dependency has no sources: it came compiled, and npm has installed what it needs.
  if (existsSync(join(ROOT, 'src'))) {
    install();
    compile();
  }
} catch (error) {
  refuseUnwritable(error);
}
const { main } = await import(pathToFileURL(join(DIST, 'src', 'cli.js')).href);
process.exitCode = await main(process.argv.slice(2));
// A connection that an engine neither answers nor closes would keep the process here.
setTimeout(() => process.exit(), 300).unref();
