import { type Amount, atLeastNothing, intervalOf, spanOf, type Term } from '../amount';
import { commandsOf, follows, slopeOf } from '../parts/bodies-claims';
import { nameOf } from '../parts/expensive-readings';
import { perByte } from '../parts/large-figures';
import { type Large, WAYS, type Way } from '../parts/large-measured';
import type { Results } from '../results';
import { bytes as sized } from '../units';
import type { Inputs } from './inputs';
import { followsRealMails } from './real-mails';
import type { Terms } from './terms';

/** The costliest of all ways that a mail takes through the server: APPEND, LMTP, FETCH of one, and the queries that go through bodies. */
export function mailOf({ large, bodies }: Inputs): Terms['mail'] {
  const ways =
    large === null
      ? []
      : WAYS.map((way) => ({
          way: way === 'lmtp' ? 'LMTP' : way.toUpperCase(),
          amount: largestToo(large, way),
          from: 'peak RSS over sizes of a mail, and at the largest of them (part large)',
        }));
  const largest = Math.max(
    0,
    ...(bodies?.readings ?? []).flatMap(({ series, mailbox }) => (series === 'M' ? [mailbox.M] : [])),
  );
  const queries =
    bodies === null
      ? []
      : commandsOf(bodies).map((command) => ({
          way: command,
          amount: intervalOf(slopeOf(bodies, command, 'M')),
          from: `peak RSS over sizes of the two mails that it goes through, up to ${sized(largest)} each (part bodies)`,
        }));
  const known = [...ways, ...queries].flatMap(({ amount, ...one }) =>
    amount === null ? [] : [{ ...one, amount: atLeastNothing(amount) }],
  );
  const [worst] = known.sort((a, b) => b.amount.value - a.amount.value);
  if (worst === undefined)
    return {
      amount: null,
      from:
        large === null && bodies === null
          ? 'the parts large and bodies were not measured'
          : 'no interval of any way is known',
      way: '',
    };
  const { amount, way, from } = worst;
  return {
    amount,
    way,
    from: `${from}; through ${way}, the costliest of ${known.length} ways, 95 % interval`,
  };
}

/** A slope leaves out what any mail takes, and what is no straight line: the largest mail itself widens its interval. */
function largestToo(large: Large, way: Way): Amount | null {
  const slope = intervalOf(perByte(large, way, 'peakRssBytes'));
  const own = large.readings.filter((one) => one.way === way);
  const largest = Math.max(...own.map(({ bytes }) => bytes));
  const shares = own.flatMap(({ bytes, sample: { peakRssBytes } }) =>
    bytes !== largest || peakRssBytes === null ? [] : [peakRssBytes / bytes],
  );
  return slope && spanOf([slope, ...shares.map((one) => ({ value: one, low: one, high: one }))]);
}

/** The most that one user took who was measured doing so: each form once, so the ends are only what RSS may be off. */
export function expensiveOf({ expensive }: Inputs): Terms['expensive'] {
  const missing = { amount: null, from: 'the part expensive was not measured', who: '' };
  if (expensive === null) return missing;
  const [worst] = expensive.attacks
    .flatMap((attack) => {
      const peak = attack.sample.peakRssBytes;
      const bound = attack.sample.bounds.peakRssBytes ?? 0;
      return peak === null ? [] : [{ peak, bound, who: nameOf(attack), connections: attack.connections }];
    })
    .sort((a, b) => b.peak - a.peak);
  if (worst === undefined) return { ...missing, from: 'no peak of the part expensive could be taken' };
  const { peak, bound, who, connections } = worst;
  const amount = atLeastNothing({ value: peak, low: peak - bound, high: peak + bound });
  return {
    amount,
    who,
    from: `the highest peak of one user who sends ${who} (${connections} connections), one start (part expensive)`,
  };
}

/** RAM for each byte of a mailbox, of the body query that follows it the most: over mails of one size, and over mails of all sizes. */
export function mailboxOf(results: Results, { bodies }: Inputs): Term {
  const [real] = followsRealMails(results);
  const found = (bodies === null ? [] : commandsOf(bodies)).flatMap((command) => {
    const slope = bodies && slopeOf(bodies, command, 'B');
    const amount = intervalOf(slope);
    return amount === null ? [] : [{ command, amount, outcome: follows(slope) }];
  });
  const [worst] = found
    .filter(({ outcome }) => outcome !== 'no')
    .sort((a, b) => b.amount.value - a.amount.value);
  if (real !== undefined && real.share.value > (worst?.amount.value ?? 0))
    return {
      amount: atLeastNothing(real.share),
      from: `${real.name}, on mails of all sizes: ${real.text}`,
    };
  if (worst !== undefined)
    return { amount: atLeastNothing(worst.amount), from: `${worst.command}, 95 % interval (part bodies)` };
  if (bodies === null) return { amount: null, from: 'the part bodies was not measured' };
  if (found.length === 0) return { amount: null, from: 'the part bodies has no interval' };
  return { amount: { value: 0, low: 0, high: 0 }, from: 'no body query follows the mailbox (part bodies)' };
}
