import { s3Request } from '../containers/s3-request';
import type { Bench } from './bench';
import { cpuDoses, peakDoses } from './busy-doses';
import type { Programme, RequestDose } from './doses';
import { type Found, nothingYet } from './found';
import { childDoses, retainedDoses, spikes } from './memory-doses';
import { requestDoses, trafficDoses } from './network-doses';
import { emptyReadings, probeItself } from './own-cost';

type Say = (line: string) => void;

export async function conduct(bench: Bench, programme: Programme, say: Say): Promise<Found> {
  const found = nothingYet();
  await warmUp(bench);
  const parts: readonly [string, (bench: Bench, programme: Programme, found: Found) => Promise<void>][] = [
    ['children that live and that exit', childDoses],
    [`${programme.cpu.length} CPU doses`, cpuDoses],
    [`${programme.peak.length} peak doses`, peakDoses],
    [`${programme.spikes.count} spikes of ${programme.spikes.holdMs} ms`, spikes],
    ['memory that is kept, leaked, dropped', retainedDoses],
    [`${total(programme.requests)} S3 requests`, requestDoses],
    ['bytes sent and received', trafficDoses],
    [`${programme.emptyReadings} readings of an idle load`, emptyReadings],
    ['the probe itself', probeItself],
  ];
  for (const [name, part] of parts) {
    say(`  ${name}`);
    await part(bench, programme, found);
  }
  return found;
}

/** What the load's code, and Garage, do for the first time is not what is dosed. */
async function warmUp({ load, s3, credentials, neighbour }: Bench): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await load.burn(1_000_000, 4);
    await load.spike(1 << 20, 1);
    await load.child(1 << 20, 'exits');
    await load.receive(1 << 16);
    await load.send(1 << 16);
    await load.request(s3, s3Request('PutObject', 1024, credentials), 2);
  }
  await neighbour?.burn(1_000_000, 1);
}

function total(requests: readonly RequestDose[]): number {
  return requests.reduce((sum, { times }) => sum + times, 0);
}
