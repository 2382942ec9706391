import Docker from 'dockerode';

/** What an engine holds, for tests that must not touch a real one. */
export interface Held {
  containers: { Id: string; Names: string[]; State: string; Labels: Record<string, string> }[];
  networks: string[];
  volumes: { Name: string; Labels: Record<string, string> }[];
  images: string[];
}

/** An engine in memory: it lists what it holds, by label or name, and forgets what is removed. */
export function fakeDocker(held: Held): Docker {
  const docker = new Docker({ host: 'none.invalid' });
  const wanted = (labels: Record<string, string>, label: string[] = []) =>
    label.every((each) => (each.split('=')[0] as string) in labels);
  const answers = {
    listContainers: async ({ filters }: { filters: { label?: string[]; name?: string[] } }) =>
      held.containers.filter(
        ({ Names, Labels }) =>
          wanted(Labels, filters.label) &&
          (filters.name ?? []).every((name) => Names.some((own) => new RegExp(name).test(own))),
      ),
    listNetworks: async () => held.networks.map((Id) => ({ Id })),
    listVolumes: async ({ filters }: { filters: { label: string[] } }) => ({
      Volumes: held.volumes.filter(({ Labels }) => wanted(Labels, filters.label)),
    }),
    listImages: async () => held.images.map((name) => ({ Id: name, RepoTags: [name] })),
    getContainer: (id: string) => ({
      remove: async () => {
        held.containers = held.containers.filter(({ Id }) => Id !== id);
      },
    }),
    getNetwork: (id: string) => ({
      remove: async () => {
        held.networks = held.networks.filter((each) => each !== id);
      },
    }),
    getVolume: (name: string) => ({
      remove: async () => {
        held.volumes = held.volumes.filter(({ Name }) => Name !== name);
      },
    }),
    getImage: (name: string) => ({
      remove: async () => {
        held.images = held.images.filter((each) => each !== name);
      },
    }),
  };
  return Object.assign(docker, answers);
}
