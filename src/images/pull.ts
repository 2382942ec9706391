import type Docker from 'dockerode';
import { reasonOf } from '../config/failure';
import { messages } from './stream';

/** A registry that has not begun to answer by then is taken to be out of reach. */
const FIRST_ANSWER_MS = 10_000;
/** A pull that has begun may be slow, but not silent for so long. */
const SILENCE_MS = 60_000;
const REPORT_MS = 15_000;

/** Why a registry could not be reached, by its name: asked once, remembered as long as this program runs. */
const outOfReach = new Map<string, string>();

/** The registry that a reference names; Docker's own where it names none. */
export function registryOf(ref: string): string {
  const [first = '', ...rest] = ref.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}

/** Whether a refusal is about the way to the registry (no route, no name, no certificate), not about this one image. */
export function isAboutRegistry(reason: string): boolean {
  return /dial tcp|no such host|refused|unreachable|timeout|deadline|x509|tls|proxyconnect|EOF|toomanyreq/i.test(
    reason,
  );
}

/**
 * Pulls an image. Returns null when it is there, else the reason why it is not to be had. Does not hang: a registry that
 * does not answer is given up after FIRST_ANSWER_MS and not asked again. Throws only where the caller's signal says stop.
 */
export async function pull(
  docker: Docker,
  ref: string,
  { say, signal }: { say: (line: string) => void; signal?: AbortSignal },
): Promise<string | null> {
  const registry = registryOf(ref);
  const before = outOfReach.get(registry);
  if (before !== undefined) return before;
  try {
    await download(docker, ref, say, signal);
    return null;
  } catch (error) {
    signal?.throwIfAborted();
    // dockerode puts a status line before the daemon's words.
    const reason = reasonOf(error)
      .replace(/^\(HTTP code \d+\) [^-]*- /, '')
      .trim();
    if (error instanceof Silence || isAboutRegistry(reason)) outOfReach.set(registry, reason);
    return reason;
  }
}

class Silence extends Error {}

async function download(
  docker: Docker,
  ref: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const giveUp = (why: Error) => () => stop.abort(why);
  let patience = setTimeout(
    giveUp(new Silence(`${registryOf(ref)} did not answer within ${FIRST_ANSWER_MS / 1000} s`)),
    FIRST_ANSWER_MS,
  );
  const layers = new Map<string, { current?: number; total?: number }>();
  const report = setInterval(() => say(`${ref}: ${megabytes(layers)}`), REPORT_MS);
  try {
    const answer: NodeJS.ReadableStream = await docker.pull(ref, { abortSignal: either });
    for await (const message of messages(answer)) {
      clearTimeout(patience);
      patience = setTimeout(
        giveUp(new Silence(`the pull fell silent for ${SILENCE_MS / 1000} s`)),
        SILENCE_MS,
      );
      if (message.error) throw new Error(message.error);
      if (message.id && message.progressDetail?.total) layers.set(message.id, message.progressDetail);
    }
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    clearTimeout(patience);
    clearInterval(report);
  }
}

function megabytes(layers: ReadonlyMap<string, { current?: number; total?: number }>): string {
  const sum = (pick: 'current' | 'total'): string => {
    const bytes = [...layers.values()].reduce((total, layer) => total + (layer[pick] ?? 0), 0);
    return (bytes / 1e6).toFixed(0);
  };
  return `${sum('current')} of at least ${sum('total')} MB pulled`;
}
