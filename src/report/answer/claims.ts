import { bytesText } from '../amount';
import { oneMailAtATime, streamedResponses } from '../parts/bodies-claims';
import { atMost, heaviestSession } from '../parts/idle-claims';
import { appendLikeDelivery } from '../parts/large-claims';
import type { Results } from '../results';
import type { Claim } from '../section';
import { bytes } from '../units';
import { indexNeedsLittle } from './index-commands';
import type { Inputs } from './inputs';
import { followsRealMails } from './real-mails';
import type { Terms } from './terms';

/** The text: "With a 1MB session, we could reduce the RAM usage to 1GB". */
const LIGHT_MB = 1;

/** A claim that the answer rests on: `no` means that too much RAM is used, for the reason in `bad`. */
export interface Pillar extends Claim {
  readonly bad: string;
  readonly good: string;
}

/** What decides the answer, in the order of the text. */
export function pillars(results: Results, inputs: Inputs, terms: Terms): Pillar[] {
  return [
    {
      ...oneMail(results, inputs),
      good: 'body queries take one mail after another',
      bad: 'body queries hold the mailbox in memory, not one mail',
    },
    {
      ...streamed(inputs),
      good: 'responses are streamed',
      bad: 'it holds whole responses for a client that reads slowly',
    },
    lightSession(inputs, terms),
    {
      ...indexNeedsLittle(results),
      good: 'index commands need little',
      bad: 'commands that need only the index need more than little RAM',
    },
  ];
}

/** A claim of the text that does not decide whether it is too much. */
export function appendClaim({ large }: Inputs): Claim {
  if (large !== null) return appendLikeDelivery(large);
  return cannotSay('An APPEND costs about what an LMTP delivery costs.', 'the part large was not measured');
}

/** From the part that was made for it, where the mailboxes of the dataset do not contradict it. */
function oneMail(results: Results, inputs: Inputs): Claim {
  const claim = byPart(results, inputs);
  const follow = followsRealMails(results);
  if (follow.length === 0) return claim;
  const because = `With mails of all sizes the peak follows the mailbox: ${follow.map(({ name, text }) => `${name}: ${text}`).join('; ')}. ${claim.because}`;
  return { ...claim, outcome: 'no', because };
}

/** From the part that was made for it; without that, from the growth verdicts where the mails stay as large and become more. */
function byPart({ scenarios }: Results, { bodies }: Inputs): Claim {
  if (bodies !== null) return oneMailAtATime(bodies);
  const claim =
    'Body queries handle one mail after another: their memory follows the largest mail, not the mailbox.';
  const judged = scenarios
    .filter(({ layer, series }) => series === 'count' && layer.includes('body'))
    .flatMap(({ name, verdicts }) =>
      verdicts
        .filter(({ metric, kind }) => metric === 'peak' && kind === 'growth')
        .map(({ outcome }) => ({ name, outcome })),
    );
  if (judged.length === 0)
    return cannotSay(claim, 'the part bodies was not measured, and no growth was judged');
  const broken = judged.filter(({ outcome }) => outcome === 'fail' || outcome === 'exception');
  const open = judged.filter(({ outcome }) => outcome !== 'pass');
  return {
    kind: 'claim',
    claim,
    outcome: broken.length > 0 ? 'no' : open.length > 0 ? 'undecided' : 'yes',
    because:
      broken.length > 0
        ? `By the growth verdicts, memory of ${broken.length} of ${judged.length} body queries follows the mailbox: ${broken.map(({ name }) => name).join('; ')}.`
        : `By the growth verdicts, memory of ${judged.length - open.length} of ${judged.length} body queries does not follow the mailbox; ${open.length} are undecided.`,
  };
}

function streamed({ bodies }: Inputs): Claim {
  if (bodies !== null) return streamedResponses(bodies);
  return cannotSay(
    'Responses are streamed: memory does not follow the mailbox for a client that reads slowly either.',
    'the part bodies was not measured',
  );
}

/** The text's third fix: "reducing the RAM usage of a base user". Without its part, from the scenario that opens sessions. */
function lightSession({ idle }: Inputs, terms: Terms): Pillar {
  const { session, tls } = terms;
  const heaviest = idle && heaviestSession(idle);
  const overTls = tls.amount === null ? '' : `, over TLS ${bytes(tls.amount.value)}`;
  const which = heaviest?.tls ? 'an idle session over TLS' : 'an idle session';
  const most = heaviest?.amount ?? session.amount;
  return {
    ...(idle === null ? bySessions(terms) : atMost(idle, LIGHT_MB)),
    good: `an idle session holds ${session.amount === null ? 'little' : bytes(session.amount.value)}${overTls}`,
    bad: `${which} holds ${most === null ? 'too much' : bytes(most.value)}, more than the text's ${LIGHT_MB} MB`,
  };
}

function bySessions({ session: { amount, from } }: Terms): Claim {
  const claim = `An idle session needs at most ${LIGHT_MB} MB of RAM`;
  if (amount === null) return cannotSay(claim, from);
  const limit = LIGHT_MB * 1e6;
  return {
    kind: 'claim',
    claim,
    outcome: amount.high <= limit ? 'yes' : amount.low > limit ? 'no' : 'undecided',
    because: `A session holds ${bytesText(amount)}: ${from}.`,
  };
}

function cannotSay(claim: string, because: string): Claim {
  return {
    kind: 'claim',
    claim,
    outcome: 'undecided',
    because: `${because.replace(/^./, (first) => first.toUpperCase())}.`,
  };
}
