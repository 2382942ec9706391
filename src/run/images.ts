import type Docker from 'dockerode';
import type { RunOptions } from '../config/config';
import { Failure } from '../config/failure';
import { type ServerName, serverKind } from '../containers/server';
import { dosedImage } from '../images/dosed';
import type { Image, Recipe } from '../images/image';
import { obtain } from '../images/obtain';
import { RECIPES } from '../images/recipes';

export interface RunImages {
  readonly name: ServerName;
  readonly server: Image;
  readonly garage: Image | null;
  readonly agent: Image;
  /** The calibrator's; null where CPU time is not judged. */
  readonly reference: Image | null;
  /** The server's with that in it, where a fault is planted beside the server; null: the server's as it is. */
  readonly dosed: string | null;
}

/** The images of a run. Without a named server: Aerogramme where its image can be had, else maddy, and it says so. */
export async function runImages(
  docker: Docker,
  options: Pick<RunOptions, 'server' | 'image' | 'mode' | 'quick' | 'planted'>,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<RunImages> {
  const agent = await obtain(docker, RECIPES.probe, { say, signal });
  const { name, server } = await serverImage(docker, options, say, signal);
  const garage = serverKind(name).storage ? await obtain(docker, RECIPES.garage, { say, signal }) : null;
  const isJudged = options.mode === 'gate' && !options.quick;
  const reference = isJudged ? await obtain(docker, RECIPES.reference, { say, signal }) : null;
  const dosed =
    options.planted?.doses && reference
      ? await dosedImage(docker, name, server, reference, { say, signal })
      : null;
  return { name, server, garage, agent, reference, dosed };
}

/** The user's own server: the image that was given, which nobody here knows how to ask for its version. */
const OWN: Recipe = {
  name: 'own',
  version: 'unknown',
  published: null,
  build: null,
  askVersion: ['/bin/false'],
  override: '`image` in aerometer.config.json, or --image REF',
};

async function serverImage(
  docker: Docker,
  { server: wanted, image: given }: Pick<RunOptions, 'server' | 'image'>,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<{ name: ServerName; server: Image }> {
  const name = wanted ?? 'aerogramme';
  try {
    return {
      name,
      server: await obtain(docker, name === 'own' ? OWN : RECIPES[name], { say, signal, given }),
    };
  } catch (error) {
    if (wanted || given || !(error instanceof Failure)) throw error;
    say(`${error.fact}: ${error.why}.`);
    say(`To measure Aerogramme: ${error.next}. Measuring maddy on Garage instead.`);
    return { name: 'maddy', server: await obtain(docker, RECIPES.maddy, { say, signal }) };
  }
}
