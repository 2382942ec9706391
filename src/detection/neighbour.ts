import { EXIT, Failure, reasonOf } from '../config/failure';
import { Load } from '../containers/load';
import { makeNetworks } from '../containers/networks';
import { startReference } from '../containers/reference-load';
import { labelsOf } from '../engine/labels';
import type { World } from '../run/suite';

type Beside = NonNullable<World['beside']>;

/** About a third of a second: so long it takes at most to end. */
const LOOPS = 100_000_000;

/**
 * Keeps the CPU busy that the measured server does not have, for as long as a gate takes: as where a CI's other job runs. It is a
 * container of its own; Garage, the client and the agent share that CPU with it. Throws Failure (exit code 3) where there is no
 * other CPU, and at the end where it did not burn all the time: then the gate had no neighbour.
 */
export const neighbour: Beside = async ({ engine, images, run, ports }) => {
  const { docker, cpus } = engine;
  if (cpus < 2 || images.reference === null) throw alone(cpus);
  const name = `aerometer-${run}-neighbour`;
  const labels = labelsOf(run);
  const networks = await makeNetworks(docker, name, labels);
  const image = images.reference.ref;
  const { address } = await startReference(docker, { image, name, labels, networks, cpus: '0', ...ports });
  const load = await Load.connect(address);
  let over = false;
  let ended: unknown = null;
  const burning = (async () => {
    while (!over) await load.burn(LOOPS, 1);
  })().catch((error: unknown) => {
    ended = error;
  });
  return {
    [Symbol.asyncDispose]: async () => {
      over = true;
      await burning;
      load.close();
      if (ended !== null) throw gone(ended);
    },
  };
};

function alone(cpus: number): Failure {
  return new Failure(EXIT.machine, {
    fact: 'There is no CPU for a neighbour',
    cause: `the engine has ${cpus} CPU(s), and the server needs one for itself`,
    next: 'record on a machine with two or more',
  });
}

function gone(error: unknown): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: 'The neighbour ended before the gate did',
    cause: reasonOf(error),
    next: 'run it again: that gate is not recorded',
  });
}
