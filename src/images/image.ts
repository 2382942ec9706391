/** An image that is on the daemon: facts, not wishes. */
export interface Image {
  readonly name: string;
  /** What to start containers from. */
  readonly ref: string;
  /** sha256:... as the daemon knows it. */
  readonly id: string;
  /** repository@sha256:... where a registry gave it one; null for what was built or loaded here. */
  readonly digest: string | null;
  readonly origin: 'given' | 'present' | 'pulled' | 'built';
  /** What the program inside says of itself; where it says nothing, what the recipe asked for. */
  readonly version: string;
  /** As Docker names it: amd64, arm64. */
  readonly architecture: string;
}

/** A Debian release that images are built on. */
export type Release = 'trixie' | 'bookworm';

/** How an image is built here, and what the user is told before it starts. */
export interface Build {
  /** The folder under docker/ that holds the Dockerfile. */
  readonly folder: string;
  readonly release: Release;
  /** Files beside the Dockerfile that it copies into the image. */
  readonly files?: readonly string[];
  /** Where it comes from, in words. */
  readonly from: string;
  /** Megabytes of disk: of the finished image, and at most while it is built (given back afterwards). */
  readonly keptMB: number;
  readonly scratchMB: number;
  /** Seconds it took on an otherwise idle machine with 2 cores, everything downloaded anew. */
  readonly usualSeconds: number;
  /** Cargo's units are not of one size: [share of units done, share of the time gone], measured, rising. */
  readonly pace?: ReadonlyArray<readonly [units: number, time: number]>;
}

export interface Recipe {
  readonly name: string;
  readonly version: string;
  /** The reference its makers publish; null where there is none. */
  readonly published: string | null;
  /** null where it cannot be built from packages. */
  readonly build: Build | null;
  /** Run in the image, it prints the program's version. */
  readonly askVersion: readonly string[];
  /** How a user names another image for it; null where that is not foreseen. */
  readonly override: string | null;
}

export interface ObtainOptions {
  /** The reference that the user gave: this one or none. */
  readonly given?: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}
