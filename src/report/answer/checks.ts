import { mostAtOnce } from '../../meter/at-once';
import { type Amount, times } from '../amount';
import type { Attack } from '../parts/expensive-measured';
import { nameOf } from '../parts/expensive-readings';
import { megabytes } from '../parts/large-figures';
import { pollPeak, spansOf } from '../parts/populations-peak';
import type { Block } from '../section';
import { bytes, count } from '../units';
import { aboveBase } from './formula';
import type { Inputs } from './inputs';
import { mostPolling } from './polls';
import type { Terms } from './terms';

interface Check {
  readonly what: string;
  /** Bytes above the server without any of it, and how far that may be off. */
  readonly measured: number;
  readonly bound: number;
  readonly said: Amount;
  readonly of: string;
}

/** What the study measured as a whole, against what the formula makes of it out of its terms: who reads it sees where they part. */
export function checks(inputs: Inputs, terms: Terms): Block[] {
  const found = [...populationsOf(inputs, terms), ...expensiveOf(inputs, terms), ...largestOf(inputs, terms)];
  if (found.length === 0) return [];
  const apart = found.filter((one) => verdictOf(one) !== WITHIN);
  const total =
    apart.length === 0
      ? `none of the ${count(found.length)} contradicts it`
      : `${count(apart.length)} of the ${count(found.length)} contradict it`;
  return [
    {
      kind: 'paragraph',
      text: `The formula against what this study measured as a whole, above the server without it: ${total}.`,
    },
    {
      kind: 'list',
      items: found.map(
        (one) =>
          `check: ${one.what} peaked at ${bytes(one.measured)}, the formula says ${bytes(one.said.low)} to ${bytes(one.said.high)} (${one.of}): ${verdictOf(one)}`,
      ),
    },
  ];
}

const WITHIN = 'it holds';

function verdictOf({ measured, bound, said }: Check): string {
  if (measured - bound > said.high) return 'CONTRADICTED, it was more';
  return measured + bound < said.low ? 'CONTRADICTED, it was less' : WITHIN;
}

function populationsOf({ populations }: Inputs, terms: Terms): Check[] {
  if (populations === null) return [];
  const { poll, push, clients } = populations;
  const most = mostAtOnce(spansOf(populations));
  const peak = pollPeak(poll);
  const asPoll = aboveBase(terms, { polling: clients });
  const asPush = aboveBase(terms, { idle: push.opened });
  const last = push.readings.at(-1);
  const held = (name: 'pssBytes' | 'rssBytes') => {
    const [to, from] = [last?.[name] ?? null, push.before[name]];
    return to === null || from === null ? null : to - from;
  };
  const rise = held('pssBytes') ?? held('rssBytes');
  return [
    ...(peak === null || asPoll === null || most === 0
      ? []
      : [
          {
            what: `the measured poll run of ${count(clients)} clients, ${count(most)} at once,`,
            measured: peak,
            bound: poll.boundBytes ?? 0,
            said: asPoll,
            of: `C(P) = ${count(mostPolling(clients))}; the peak of this run is one of the two that the burst is of`,
          },
        ]),
    ...(rise === null || asPush === null || push.opened === 0
      ? []
      : [
          {
            what: `the measured push run of ${count(push.opened)} users who idle`,
            measured: rise,
            bound: push.boundBytes ?? 0,
            said: asPush,
            of: 'sessions alone',
          },
        ]),
  ];
}

/** On each connection one mail is held at a time: all of them at once at the most, one of them at the least. */
function expensiveOf({ expensive }: Inputs, { mail }: Terms): Check[] {
  if (expensive === null || mail.amount === null) return [];
  const { M } = expensive.mailbox;
  const amount = mail.amount;
  const worst = (some: readonly Attack[]) =>
    some.reduce<Attack | null>(
      (top, one) => ((one.sample.peakRssBytes ?? -1) > (top?.sample.peakRssBytes ?? -1) ? one : top),
      null,
    );
  const alone = worst(expensive.attacks.filter(({ connections }) => connections === 1));
  const all = worst(expensive.attacks);
  return [...new Set([alone, all])].flatMap((one) => {
    const measured = one?.sample.peakRssBytes ?? null;
    if (one === null || measured === null) return [];
    const { connections, sample } = one;
    return [
      {
        what: `one user with ${nameOf(one)}`,
        measured,
        bound: sample.bounds.peakRssBytes ?? 0,
        said: { ...amount, low: amount.low * M, high: amount.high * M * connections },
        of: `factor × the largest mail of ${megabytes(M)}, ${connections === 1 ? 'one' : `one to ${count(connections)}`} at once`,
      },
    ];
  });
}

function largestOf({ large }: Inputs, { mail }: Terms): Check[] {
  if (large === null || mail.amount === null) return [];
  const amount = mail.amount;
  const [worst] = large.readings
    .flatMap(({ way, bytes: size, sample }) =>
      sample.peakRssBytes === null
        ? []
        : [{ way, size, peak: sample.peakRssBytes, bound: sample.bounds.peakRssBytes ?? 0 }],
    )
    .sort((a, b) => b.peak - a.peak);
  if (worst === undefined) return [];
  const { way, size, peak, bound } = worst;
  return [
    {
      what: `a mail of ${megabytes(size)} through ${way.toUpperCase()}`,
      measured: peak,
      bound,
      said: times(amount, size),
      of: 'factor × the mail',
    },
  ];
}
