import { mostAtOnce } from '../../meter/at-once';
import type { Claim } from '../section';
import { bytes, count } from '../units';
import { drawnQuantile } from './populations-chance';
import { pollPeak, spansOf } from './populations-peak';
import type { PopulationsData } from './populations-schema';
import { TEXT } from './populations-text';

const SURE = 0.99;

interface Between {
  readonly low: number;
  readonly high: number;
}

/**
 * The text: 5 GB for its 1,000 who push, 65 MB for its 1,000 who poll. Both are taken to that number: a session that idles from the
 * many that were held; and the peak of those who really polled, who log in as often in their short period as 1,000 do in 5
 * minutes, with the sessions that 1,000 have more at once.
 */
export function dearerClaim(data: PopulationsData): Claim {
  const claim = 'A push population needs more RAM than a poll population of the same size';
  const each = sessionOf(data);
  const peak = pollPeak(data.poll);
  if (each === null || peak === null)
    return { kind: 'claim', claim, outcome: 'undecided', because: 'memory could not be read' };
  const most = mostAtOnce(spansOf(data));
  const more = Math.max(0, (drawnQuantile(data.sliding.text, SURE) ?? TEXT.most) - most);
  const doubt = data.poll.boundBytes ?? 0;
  const push = { low: TEXT.clients * each.low, high: TEXT.clients * each.high };
  const poll = { low: Math.max(0, peak - doubt) + more * each.low, high: peak + doubt + more * each.high };
  const times = TEXT.clients / TEXT.most;
  return {
    kind: 'claim',
    claim,
    outcome: push.low > poll.high ? 'yes' : push.high < poll.low ? 'no' : 'undecided',
    because: `${count(TEXT.clients)} who idle hold ${text(push)}, a session ${text(each)} (${data.perSession.source}, and the ${count(data.push.opened)} of this run); ${count(TEXT.clients)} who poll need ${text(poll)} at their peak, which is that of the ${count(data.clients)} who did and of ${count(more)} sessions more at once; the text has ${times.toFixed(0)} times as much for those who idle`,
  };
}

/** RSS of a session from the least to the most: as it was held elsewhere, and as it was held here. */
function sessionOf({ perSession, push }: PopulationsData): Between | null {
  const last = push.readings.at(-1)?.rssBytes ?? null;
  const rise = last === null || push.before.rssBytes === null ? null : last - push.before.rssBytes;
  const off = push.boundBytes ?? 0;
  const here =
    rise === null || push.opened === 0 ? [] : [rise - off, rise + off].map((one) => one / push.opened);
  const all = [...(perSession.rssBytes === null ? [] : [perSession.rssBytes]), ...here];
  if (all.length === 0) return null;
  return { low: Math.max(0, Math.min(...all)), high: Math.max(0, ...all) };
}

function text({ low, high }: Between): string {
  return `${bytes(low)} to ${bytes(high)}`;
}
