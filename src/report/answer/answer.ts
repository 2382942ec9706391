import { onLargest } from '../mailboxes';
import type { Results } from '../results';
import type { Block } from '../section';
import { summarizeAll } from '../summarize';
import { bytes } from '../units';
import { checks } from './checks';
import { appendClaim, type Pillar, pillars } from './claims';
import type { Inputs } from './inputs';
import { formula, usersTables } from './sizing';
import { termsOfAnswer } from './terms';
import { worstCommands } from './worst';

/** The first screen of a study's report. */
export interface Answer {
  /** "Does maddy 0.8.2 use too much RAM?" */
  readonly question: string;
  readonly outcome: 'yes' | 'no' | 'undecided';
  /** The answer in one sentence, with its reasons. */
  readonly sentence: string;
  /** The most asked for first: users and RAM, the limit, then the claims, and how all of it was reckoned. */
  readonly blocks: readonly Block[];
}

/** How the answer follows from the figures; printed below it. */
export const RULE =
  'The rule: it is too much where the figures contradict one of four claims: body queries hold one mail at a time; responses are ' +
  'streamed; an idle session holds 1 MB at most, over TLS too, the line that the text drew; commands that need only the index need little: 5 MB at most on 2,000 mails, and no growth verdict is against them. ' +
  'It is not too much where the figures bear out all four. Where one was not measured or is undecided, and none is contradicted, nobody can say.';

export function answerOf(results: Results, inputs: Inputs): Answer {
  const { name, version } = results.server;
  const terms = termsOfAnswer(results, inputs);
  const decided = pillars(results, inputs, terms);
  const worst = worstCommands(results);
  return {
    question: `Does ${version === null ? name : `${name} ${version}`} use too much RAM?`,
    ...verdictOf(decided),
    blocks: [
      ...usersTables(terms, mailboxBytes(results)),
      { kind: 'paragraph', text: limitText(inputs) },
      ...decided.map(({ kind, claim, outcome, because }): Block => ({ kind, claim, outcome, because })),
      appendClaim(inputs),
      ...(worst === null ? [] : [worst]),
      ...formula(terms),
      ...checks(inputs, terms),
      { kind: 'paragraph', text: RULE },
    ],
  };
}

export function verdictOf(decided: readonly Pillar[]): Pick<Answer, 'outcome' | 'sentence'> {
  const of = (outcome: Pillar['outcome']) => decided.filter((one) => one.outcome === outcome);
  const [bad, good, open] = [of('no'), of('yes'), of('undecided')];
  if (bad.length > 0) return { outcome: 'yes', sentence: `Yes: ${joined(bad.map((one) => one.bad))}.` };
  if (open.length === 0) return { outcome: 'no', sentence: `No: ${joined(good.map((one) => one.good))}.` };
  const known =
    good.length === 0 ? '' : ` What is known is in its favour: ${joined(good.map((one) => one.good))}.`;
  return {
    outcome: 'undecided',
    sentence: `Cannot say: of the ${decided.length} claims that decide it, this run leaves ${open.length} open.${known}`,
  };
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')}, and ${last}`;
}

function limitText({ limits }: Inputs): string {
  if (limits === null)
    return 'The smallest memory limit under which every scenario survives was not looked for (part limits).';
  if (limits.foundBytes === null)
    return 'Under no memory limit that was tried did every scenario survive (part limits).';
  return `The smallest memory limit that was found under which every scenario survives: ${bytes(limits.foundBytes)}, one session at a time (part limits).`;
}

/** Of the largest mailbox that was measured: what one user may go through. */
function mailboxBytes(results: Results): number {
  const { rows } = onLargest(results, summarizeAll(results)) ?? { rows: [] };
  return rows.reduce((most, { result }) => Math.max(most, result.variables.B), 0);
}
