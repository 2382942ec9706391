import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { whyNoDetail } from './detail';
import type { Reply, Request } from './protocol';
import { read, whyBlind } from './read';
import { copyTree, digestTree, emptyTree } from './tree';
import { unwatch, watch } from './watch';

/** The agent: answers one request a line, in order, and ends when its stdin does, that is, with the harness. */
async function answer(request: Request): Promise<unknown> {
  switch (request.op) {
    case 'hello':
      return { node: process.version, cpuMs: ownCpuMs() };
    case 'read':
      return read(request.target, request.moment, request.metricsUrl, request.rested);
    case 'look':
      return whyBlind(request.target);
    case 'detail':
      return whyNoDetail();
    case 'watch':
      return watch(request.target, request.everyMs);
    case 'unwatch':
      return unwatch();
    case 'tcp':
      return reach(request.host, request.port);
    case 'http': {
      const { url, method, headers, body } = request;
      const got = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(5000) });
      return { status: got.status, body: await got.text() };
    }
    case 'copy':
      return copyTree(request.from, request.to);
    case 'digest':
      return digestTree(request.path);
    case 'empty':
      return emptyTree(request.path);
    case 'cat':
      return readFileSync(request.path, 'utf8');
    case 'write':
      mkdirSync(dirname(request.path), { recursive: true });
      writeFileSync(request.path, request.text, { mode: request.mode });
      if (request.owner !== undefined) {
        for (const path of [dirname(request.path), request.path])
          chownSync(path, request.owner, request.owner);
      }
      return null;
  }
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function reach(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const done = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

async function serve(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    let reply: Reply;
    try {
      reply = { ok: true, value: (await answer(JSON.parse(line) as Request)) ?? null };
    } catch (error) {
      reply = { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

void serve().then(() => process.exit(0));
