import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { loadScenarios } from '../scenario/registry';
import { type Job, runJob } from './jobs';

// A thread that judges: one job after the other, each answered with its outcome.
const specs = loadScenarios(join(__dirname, '..', '..', 'specs'));
parentPort?.on('message', (job: Job) => parentPort?.postMessage(runJob(job, specs)));
