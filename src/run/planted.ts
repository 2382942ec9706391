import type { Planted } from '../config/config';
import { altered, dosed } from '../containers/altered';
import { type ServerKind, type ServerName, serverKind } from '../containers/server';

/** The server that a run measures: as it is, or with what the detection bench plants. */
export function plantedKind(run: {
  readonly server: ServerName;
  readonly planted: Planted | null;
}): ServerKind {
  const kind = seededKind(run);
  return run.planted?.doses ? dosed(kind) : kind;
}

/** The same while its mailboxes are filled: without the load beside it, so that the state is that of any other run. */
export function seededKind({
  server,
  planted,
}: {
  readonly server: ServerName;
  readonly planted: Planted | null;
}): ServerKind {
  return planted?.altered ? altered(serverKind(server), planted.altered) : serverKind(server);
}
