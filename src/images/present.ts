import type Docker from 'dockerode';
import type { Image, Recipe } from './image';

const ANSWER_MS = 20_000;

/** The daemon's architecture as Docker names it (amd64, arm64), whatever machine this program runs on. */
export async function architectureOf(docker: Docker): Promise<string> {
  return (await docker.version()).Arch;
}

/** What the daemon knows of a reference; null where it has no such image. */
export async function inspect(docker: Docker, ref: string): Promise<Docker.ImageInspectInfo | null> {
  try {
    return await docker.getImage(ref).inspect();
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'statusCode') === 404) return null;
    throw error;
  }
}

/** The facts about an image that the daemon has. */
export async function describe(
  docker: Docker,
  recipe: Recipe,
  ref: string,
  info: Docker.ImageInspectInfo,
  origin: Image['origin'],
): Promise<Image> {
  const said = await askVersion(docker, info.Id, recipe.askVersion);
  return {
    name: recipe.name,
    ref,
    id: info.Id,
    digest: info.RepoDigests?.[0] ?? null,
    origin,
    version: said ?? (origin === 'given' ? `unknown (${ref})` : recipe.version),
    architecture: info.Architecture,
  };
}

const known = new Map<string, string | null>();

/** Asks the program inside for its version: a label or a tag may be wrong. null where it does not say. */
async function askVersion(docker: Docker, id: string, command: readonly string[]): Promise<string | null> {
  const before = known.get(id);
  if (before !== undefined) return before;
  const version = versionIn(await outputOf(docker, id, command));
  known.set(id, version);
  return version;
}

/** The first thing that looks like a version: 2.5.0 of "garage v2.5.0 [features: ...]". */
export function versionIn(output: string): string | null {
  return /(?<![\w.])v?(\d+\.\d+[\w.+~-]*)/.exec(output)?.[1] ?? null;
}

/** What a command of the image prints; empty where it cannot be run. No network, no shell, gone afterwards. */
async function outputOf(docker: Docker, image: string, command: readonly string[]): Promise<string> {
  let container: Docker.Container | null = null;
  try {
    container = await docker.createContainer({
      Image: image,
      Entrypoint: [...command],
      Cmd: [],
      Tty: true,
      NetworkDisabled: true,
      Labels: { aerometer: '1' },
    });
    await container.start();
    await container.wait({ abortSignal: AbortSignal.timeout(ANSWER_MS) });
    return (await container.logs({ stdout: true, stderr: true })).toString();
  } catch {
    return '';
  } finally {
    await container?.remove({ force: true, v: true }).catch(() => undefined);
  }
}
