import type { Report } from './report';
import type { Results, RunHeader, Sample, ScenarioResult, Verdict } from './results';

/** Made-up results for the unit tests of the reports. */
const MIB = 1024 * 1024;

export function header(change: Partial<RunHeader> = {}): RunHeader {
  return {
    schema: 'aerometer/results@1',
    run: {
      startedAt: '2025-01-02T03:04:05.000Z',
      finishedAt: '2025-01-02T03:12:05.000Z',
      seed: 7,
      command: 'aerometer run --server maddy',
      mode: 'study',
      quick: false,
      time: { atWorkMs: 240_000, settlingMs: 60_000, startingMs: 120_000, otherMs: 60_000 },
      mailbox: { name: 'dataset', messages: 100, bytes: 23_600_000, seed: 7, checksum: 'abcdef0123456789' },
    },
    host: {
      kernel: '6.18.44',
      cgroup: 'v1',
      cpu: 'Example CPU',
      cores: 2,
      docker: '20.10.24',
      limits: { 'RSS batch': '128 KiB' },
    },
    server: {
      name: 'maddy',
      version: '0.8.1',
      image: 'foxcpp/maddy:0.8.1',
      digest: 'foxcpp/maddy@sha256:feed',
      cpus: '1',
      profile: null,
    },
    storage: { name: 'Garage', version: '2.5.0', image: 'dxflrs/garage:v2.5.0', digest: null, cpus: '0' },
    calibrator: null,
    ...change,
  };
}

const NO_FIGURES = {
  cpuMs: null,
  startRssBytes: null,
  peakRssBytes: null,
  retainedRssBytes: null,
  anonBytes: null,
  wallMs: null,
  requests: null,
  storageBytes: null,
  untagged: {},
};

export function memorySample(start: number, peakMib: number, change: Partial<Sample> = {}): Sample {
  return {
    ...NO_FIGURES,
    pass: 'memory',
    kind: 'first',
    start,
    executions: 1,
    startRssBytes: 34 * MIB,
    peakRssBytes: peakMib * MIB,
    retainedRssBytes: 0.5 * peakMib * MIB,
    anonBytes: 20 * MIB,
    sources: {
      peakRssBytes: 'VmHWM',
      cpuMs: 'taken in the cpu pass',
      wallMs: 'taken in the cpu pass',
      requests: 'taken in the cpu pass',
      storageBytes: 'taken in the cpu pass',
    },
    bounds: { peakRssBytes: 384 * 1024 },
    ...change,
  };
}

export function cpuSample(
  start: number,
  kind: Sample['kind'],
  cpuMs: number,
  requests: Record<string, number>,
  change: Partial<Sample> = {},
): Sample {
  const elsewhere = 'taken in the memory pass';
  return {
    ...NO_FIGURES,
    pass: 'cpu',
    kind,
    start,
    executions: 1,
    cpuMs,
    wallMs: 2 * cpuMs,
    requests,
    storageBytes: { in: 23_600_000, out: 40_000 },
    sources: {
      startRssBytes: elsewhere,
      peakRssBytes: elsewhere,
      retainedRssBytes: elsewhere,
      anonBytes: elsewhere,
    },
    bounds: { cpuMs: 0.5 },
    ...change,
  };
}

export function measured(
  name: string,
  change: Partial<ScenarioResult> = {},
  requests: Record<string, number> = { 's3:GetObject': 100 },
): ScenarioResult {
  return {
    name,
    family: 'query',
    layer: 'body',
    verb: 'FETCH',
    command: 'FETCH 1:* BODY.PEEK[]',
    series: 'mailbox',
    variables: { N: 100, k: 100, B: 23_600_000, M: 6_360_000, U: 1 },
    status: 'measured',
    reason: null,
    log: [],
    rfc: 'RFC 3501 6.4.5',
    because: 'every body is asked for',
    samples: [
      ...[12.3, 14.1, 13.2].map((peak, i) => memorySample(i, peak)),
      cpuSample(3, 'first', 420.4, requests),
      cpuSample(3, 'steady', 312.2, requests),
      cpuSample(3, 'steady', 318.9, requests),
      cpuSample(4, 'first', 431.7, requests),
      cpuSample(4, 'steady', 305.3, requests),
      cpuSample(4, 'steady', 309.8, requests, { executions: 2 }),
    ],
    verdicts: [],
    ...change,
  };
}

export function skipped(name: string, reason: string, change: Partial<ScenarioResult> = {}): ScenarioResult {
  return measured(name, { status: 'skipped', reason, samples: [], ...change });
}

export function failed(
  name: string,
  reason: string,
  log: string[],
  change: Partial<ScenarioResult> = {},
): ScenarioResult {
  return measured(name, { status: 'error', reason, log, samples: [], ...change });
}

export function verdict(outcome: Verdict['outcome'], change: Partial<Verdict> = {}): Verdict {
  return {
    metric: 's3 requests',
    kind: 'exact',
    law: 'k',
    operator: '==',
    expected: 100,
    actual: 101,
    values: [101, 101],
    unit: null,
    noise: null,
    further: null,
    confidence: null,
    outcome,
    because: 'one GetObject a mail',
    reproduce: 'npx aerometer run --scenario X --seed 7',
    ...change,
  };
}

export function results(scenarios: ScenarioResult[], change: Partial<RunHeader> = {}): Results {
  return { ...header(change), scenarios, timelines: [] };
}

/** A run that has no parts and asks nothing. */
export function report(scenarios: ScenarioResult[], change: Partial<RunHeader> = {}): Report {
  return { results: results(scenarios, change), parts: [], answer: null };
}
