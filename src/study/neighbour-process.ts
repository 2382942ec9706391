import { reasonOf } from '../config/failure';
import type { Address } from '../imap/address';
import type { Account } from '../imap/login';
import type { Waited } from '../report/parts/expensive-measured';
import { Neighbour } from './expensive-neighbour';

/** What the process of another user is told, and what it says; each order has one answer. */
export type Order =
  | { readonly kind: 'arrive'; readonly imap: Address; readonly account: Account }
  | { readonly kind: 'ask' }
  | { readonly kind: 'stop' };
export type Answer =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string }
  | ({ readonly kind: 'waited' } & Asked);

/** What it waited for since it was told to ask, by how much its pauses were too long, ms, and why its session ended. */
export interface Asked {
  readonly waited: Waited;
  readonly lags: readonly number[];
  readonly lost: string | null;
}

let neighbour: Neighbour | null = null;
let over = false;
let asking: Promise<Waited> | null = null;

async function obey(order: Order): Promise<Answer> {
  if (order.kind === 'arrive') {
    neighbour = await Neighbour.arrives(order.imap, order.account);
    return { kind: 'done' };
  }
  if (neighbour === null) throw new Error('it was told to ask before it arrived');
  if (order.kind === 'ask') {
    over = false;
    neighbour.lags.length = 0;
    asking = neighbour.asksUntil(() => over);
    return { kind: 'done' };
  }
  over = true;
  const waited = (await asking) ?? { noopMs: [], envelopeMs: [] };
  return { kind: 'waited', waited, lags: neighbour.lags, lost: neighbour.lost };
}

process.on('message', (order: Order) => {
  void obey(order)
    .catch((error: unknown): Answer => ({ kind: 'failed', reason: reasonOf(error) }))
    .then((answer) => process.send?.(answer));
});
// Whoever began this process ends it by leaving, also by dying.
process.on('disconnect', () => process.exit(0));
