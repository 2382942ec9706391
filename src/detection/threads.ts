import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, JobOutcome } from './jobs';

/** Runs jobs on as many threads as there are CPUs. The outcomes come in the order of the jobs, whoever was done first. */
export async function onThreads(
  jobs: readonly Job[],
  done: (outcome: JobOutcome) => void,
): Promise<JobOutcome[]> {
  const outcomes: JobOutcome[] = [];
  let next = 0;
  const workers = Array.from(
    { length: Math.min(jobs.length, availableParallelism()) },
    () => new Worker(join(__dirname, 'worker.js')),
  );
  const serve = async (worker: Worker) => {
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at];
      if (job === undefined) return;
      const outcome = await answer(worker, job);
      outcomes[at] = outcome;
      done(outcome);
    }
  };
  try {
    await Promise.all(workers.map(serve));
    return outcomes;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function answer(worker: Worker, job: Job): Promise<JobOutcome> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (outcome: JobOutcome) => {
      worker.off('error', reject);
      resolve(outcome);
    });
    worker.postMessage(job);
  });
}
