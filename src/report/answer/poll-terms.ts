import { mostAtOnce } from '../../meter/at-once';
import { rangeOf, type Term } from '../amount';
import type { Held } from '../parts/held';
import type { LoginData } from '../parts/login-schema';
import { pollPeak, spansOf } from '../parts/populations-peak';
import type { PopulationsData } from '../parts/populations-schema';
import type { Inputs } from './inputs';

/** `together`: how many logged in at once where the most of it was seen; 0 where nothing was. */
export type Burst = Term & { readonly together: number };

/**
 * Bytes that logins take besides the sessions that they open. It is there once, not for each of them: hashes wait for each other,
 * and what they leave behind is used again. In the middle the larger of two: of many logins at once, and of the poll population
 * that really ran.
 */
export function burstOf({ login, populations }: Inputs, session: Term): Burst {
  const crowds = (login?.crowds ?? []).filter(({ order }) => order === 'at once');
  const each = session.amount?.value ?? null;
  const crowd = each === null ? null : rangeOf(crowds.flatMap((one) => besides(one, each) ?? []));
  const run = populations && each !== null ? ranBesides(populations, each) : null;
  const many = Math.max(0, ...crowds.map(({ logins }) => logins));
  const said = [
    ...(crowd === null ? [] : [`${many} logins at once without what their sessions hold (part login)`]),
    ...(run === null
      ? []
      : [
          `a real run of ${populations?.clients} clients who poll, without the ${run.most} sessions at once (part populations)`,
        ]),
  ];
  const found = [...(crowd === null ? [] : [crowd.low, crowd.high]), ...(run === null ? [] : [run.bytes])];
  if (found.length === 0)
    return {
      amount: null,
      from: 'neither the part login nor the part populations gave a peak',
      together: 0,
    };
  return {
    amount: {
      value: Math.max(crowd?.value ?? 0, run?.bytes ?? 0),
      low: Math.min(...found),
      high: Math.max(...found),
    },
    from: `the larger of two peaks: of ${said.join('; and of ')}`,
    together: crowd === null ? (run?.most ?? 0) : many,
  };
}

/** PSS once all are logged in, and what the peak is above that by RSS: sessions of a process each share pages, which RSS counts again. */
function besides(
  { warmed, connected, loggedIn, peakBytes, logins }: LoginData['crowds'][number],
  each: number,
) {
  const shared = rise(loggedIn, warmed, 'pssBytes') ?? rise(loggedIn, warmed, 'rssBytes');
  const settled = rise(loggedIn, connected, 'rssBytes');
  if (peakBytes === null || shared === null || settled === null) return null;
  return Math.max(0, shared + Math.max(0, peakBytes - settled) - logins * each);
}

/** The peak is RSS, so the sessions are taken from it by RSS. */
function ranBesides(data: PopulationsData, each: number): { bytes: number; most: number } | null {
  const peak = pollPeak(data.poll);
  const most = mostAtOnce(spansOf(data));
  if (peak === null || most === 0) return null;
  return { bytes: Math.max(0, peak - most * (data.perSession.rssBytes ?? each)), most };
}

function rise(later: Held, earlier: Held, name: keyof Held): number | null {
  const [to, from] = [later[name], earlier[name]];
  return to === null || from === null ? null : to - from;
}
