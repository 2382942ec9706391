import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { GenericContainer } from 'testcontainers';

export interface Tuning {
  readonly host?: HostConfig;
  readonly create?: ContainerCreateOptions;
  /** Called between creation and start, with the container's id. */
  readonly beforeStart?: (id: string) => Promise<void>;
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
    this.withAutoCleanup(false);
  }

  protected override async beforeContainerCreated(): Promise<void> {
    Object.assign(this.hostConfig, this.tuning.host);
    Object.assign(this.createOpts, this.tuning.create);
  }

  protected override async containerCreated(id: string): Promise<void> {
    await this.tuning.beforeStart?.(id);
  }
}
