import type Docker from 'dockerode';
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { GenericContainer, StartupCheckStrategy, type StartupStatus } from 'testcontainers';

export interface Tuning {
  readonly host?: HostConfig;
  readonly create?: ContainerCreateOptions;
  /** Called between creation and start, with the container's id. */
  readonly beforeStart?: (id: string) => Promise<void>;
}

/** Up as soon as it runs; testcontainers' own default needs a shell in the image. Readiness is asked by whoever knows it. */
class Running extends StartupCheckStrategy {
  override async checkStartupState(docker: Docker, id: string): Promise<StartupStatus> {
    const { State } = await docker.getContainer(id).inspect();
    if (State.Running) return 'SUCCESS';
    return State.Status === 'exited' ? 'FAIL' : 'PENDING';
  }
}

/**
 * A testcontainers container with the settings of Docker that testcontainers has no word for: pid namespace, cgroup
 * namespace, cpuset, volumes, the host address of a published port. Never handed to Ryuk: its image is not to be had
 * everywhere, and our own sweep does its work.
 */
export class TunedContainer extends GenericContainer {
  constructor(
    image: string,
    private readonly tuning: Tuning,
  ) {
    super(image);
    this.withAutoCleanup(false).withWaitStrategy(new Running());
  }

  protected override async beforeContainerCreated(): Promise<void> {
    Object.assign(this.hostConfig, this.tuning.host);
    Object.assign(this.createOpts, this.tuning.create);
  }

  protected override async containerCreated(id: string): Promise<void> {
    await this.tuning.beforeStart?.(id);
  }
}
