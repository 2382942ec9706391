import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import usageOf from 'pidusage';
import type { Instrument } from './instrument';
import { mustBeVisible } from './visible';

const EVERY_MS = 100;

/** pidusage ten times a second: /proc/PID/stat, where CPU time comes in clock ticks. */
export const pidusage: Instrument = {
  name: 'pidusage at 0.1 s',
  async watch({ target }) {
    mustBeVisible(target);
    const [since, own] = [performance.now(), process.cpuUsage()];
    const memory: { at: number; bytes: number }[] = [];
    const first = (await usageOf(target.pid)).ctime;
    let [last, over] = [first, false];
    const look = async () => {
      const { memory: bytes, ctime } = await usageOf(target.pid);
      memory.push({ at: performance.now(), bytes });
      last = ctime;
    };
    const looking = (async () => {
      while (!over) {
        await look();
        await pause(EVERY_MS);
      }
    })();
    return {
      stop: async () => {
        over = true;
        await looking;
        await look();
        usageOf.clear();
        const { user, system } = process.cpuUsage(own);
        const ownCpuMs = (user + system) / 1000;
        return { memory, cpuMs: last - first, ownCpuMs, watchedMs: performance.now() - since };
      },
    };
  },
};
