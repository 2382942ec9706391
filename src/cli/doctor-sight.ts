import type Docker from 'dockerode';
import { within } from '../config/deadline';
import { reasonOf } from '../config/failure';
import { Agent } from '../containers/agent';
import { labelsOf } from '../engine/labels';
import { lockHolder } from '../engine/lock';
import { sweepRuns } from '../engine/sweep';
import { type Finding, good, note } from './finding';

/** Container and all: usually a second. */
const LOOK_MS = 10_000;
const ABOUT = 'probe';

/** What the agent may see on this engine; each why is null where it may. */
export interface Sight {
  /** Other containers: their processes, their cgroups, and resetting their high-water marks. */
  readonly whyBlind: string | null;
  /** The memory maps of processes that run as another user. */
  readonly whyNoDetail: string | null;
}

/**
 * What the probe may do on this engine, and which figures would be null. A container of its own takes one look, unless
 * somebody measures, whom it would disturb. `image` is the probe's; null where it is not here yet.
 */
export async function sightFinding(docker: Docker, image: string | null): Promise<Finding> {
  if (image === null)
    return note(ABOUT, 'what it may see is not known before its image is here (the first run makes it)');
  if ((await lockHolder(docker)) !== null)
    return note(ABOUT, 'what it may see was not looked at: that would disturb the run under way');
  try {
    return told(await look(docker, image));
  } catch (error) {
    return note(
      ABOUT,
      `its container could not look around: ${reasonOf(error)}`,
      'see the log of the engine',
    );
  }
}

/** How a sight is told. None of it keeps a run from starting. */
export function told({ whyBlind, whyNoDetail }: Sight): Finding {
  if (whyBlind !== null)
    return note(
      ABOUT,
      `it may not look at other containers: ${whyBlind}. Peak, RSS, retained memory, PSS, bytes to the storage and timelines will be null; CPU times come from Docker's stats, requests from Garage`,
      'let containers have the host pid namespace, the host cgroup namespace and SYS_PTRACE (a rootless engine cannot)',
    );
  if (whyNoDetail !== null)
    return note(
      ABOUT,
      `it may not read smaps_rollup of another user's processes: ${whyNoDetail}. Anonymous memory and PSS of servers that change user (dovecot) will be null`,
      'let containers have SYS_PTRACE',
    );
  return good(
    ABOUT,
    'pid: host, cgroups, clear_refs and smaps_rollup (SYS_PTRACE) work: no figure is missing',
  );
}

async function look(docker: Docker, image: string): Promise<Sight> {
  const run = `doctor-${process.pid}`;
  const name = `aerometer-${run}`;
  let agent: Agent | undefined;
  try {
    return await within(LOOK_MS, 'the probe to look around', async () => {
      agent = await Agent.start(docker, { image, name, labels: labelsOf(run), network: 'none', binds: [] });
      const { Id: id, State } = await docker.getContainer(name).inspect();
      const whyBlind = await agent.whyBlind({ id, pid: State.Pid, storageSubnet: null });
      return { whyBlind, whyNoDetail: whyBlind === null ? await agent.whyNoDetail() : null };
    });
  } finally {
    agent?.close();
    await sweepRuns(docker, run);
  }
}
