import { fullestBin, quantile, roughBound } from '../../meter/balls';
import { countAxis, shareAxis } from '../chart/axes';
import { lines } from '../chart/lines';
import type { Block, Claim } from '../section';
import { count } from '../units';
import type { PopulationsData } from './populations-schema';
import { TEXT, TICKS } from './populations-text';

type Drawn = PopulationsData['sliding']['text'];

/** In how many of the draws no more than `most` were there at once. */
export function drawnAtMost({ most: drawn, draws }: Drawn, most: number): number {
  return drawn.reduce((sum, [value, times]) => (value <= most ? sum + times : sum), 0) / draws;
}

/** The smallest number that so many of the draws did not exceed; null without draws. */
export function drawnQuantile(drawn: Drawn, probability: number): number | null {
  return drawn.most.find(([value]) => drawnAtMost(drawn, value) >= probability)?.[0] ?? null;
}

/** The text's estimate, held against the distribution of what it estimates. */
export function chanceBlocks({ sliding, seed }: PopulationsData): Block[] {
  const atMost = fullestBin(TEXT.clients, TICKS);
  const from = quantile(atMost, 0.001);
  const to = Math.max(quantile(atMost, 0.999), drawnQuantile(sliding.text, 0.999) ?? 0);
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return [
    {
      kind: 'paragraph',
      text: `The text supposes ${count(TEXT.clients)} users who poll every 5 minutes for 2 seconds, divides the 5 minutes into ${count(TICKS)} ticks, and takes from a formula on balls into bins that "with high probability, at most ${TEXT.most} clients will be connected at once". m/n + sqrt(m log n / n), the formula's unnamed constant taken for 1, gives ${roughBound(TEXT.clients, TICKS).toFixed(2)}. Such a formula is asymptotic. For these numbers the distribution can be worked out.`,
    },
    {
      kind: 'table',
      caption: `How likely it is that no more are connected at once. By tick: the fullest of ${count(TICKS)} ticks, exactly (Levin 1981). At any moment: polls do not begin with ticks, so who comes at the end of one meets who comes at the beginning of the next; ${count(sliding.text.draws)} draws from the seed ${seed}, each share within ${percent(2 * Math.sqrt(0.25 / Math.max(1, sliding.text.draws)))}.`,
      heads: ['at most', 'by tick', 'at any moment'],
      rows: numbers.map((most) => [
        { text: count(most), value: most },
        shareCell(atMost[most] ?? 1),
        shareCell(drawnAtMost(sliding.text, most)),
      ]),
    },
    {
      kind: 'figure',
      caption: `The chance that at most so many of ${count(TEXT.clients)} are connected at once.`,
      svg: lines({
        title: 'Most clients at once',
        x: countAxis('clients at once, at most'),
        y: shareAxis('chance'),
        series: [
          {
            name: 'by tick, exactly',
            style: 'step',
            points: numbers.map((most) => [most, atMost[most] ?? 1]),
          },
          {
            name: 'at any moment, drawn',
            style: 'step',
            points: numbers.map((most) => [most, drawnAtMost(sliding.text, most)]),
          },
        ],
        marks: [{ label: `the text: ${TEXT.most}`, x: TEXT.most }],
      }),
    },
    mostClaim(atMost, sliding.text),
  ];
}

/** With high probability means 1 - 1/n at least, as in the literature that the formula is from. */
function mostClaim(atMost: readonly number[], drawn: Drawn): Claim {
  const asked = 1 - 1 / TICKS;
  const chance = atMost[TEXT.most] ?? 1;
  const needed = quantile(atMost, asked);
  const moment = drawnQuantile(drawn, asked);
  return {
    kind: 'claim',
    claim: `With high probability, at most ${TEXT.most} of ${count(TEXT.clients)} polling clients are connected at once`,
    outcome: chance >= asked ? 'yes' : 'no',
    because: `the chance is ${percent(chance)}, by the text's own ticks; high means 1 - 1/n, ${percent(asked)}, and that takes ${count(needed)}${moment === null ? '' : `, or ${count(moment)} at any moment, where ${TEXT.most} are enough in ${percent(drawnAtMost(drawn, TEXT.most))} of the draws`}`,
  };
}

/** "26.3 %", and never "100 %" for what is not certain. */
export function percent(share: number): string {
  const shown = 100 * share;
  if (share < 1 && shown > 99.95) return '> 99.9 %';
  if (share > 0 && shown < 0.05) return '< 0.1 %';
  return `${count(Number(shown.toFixed(1)))} %`;
}

function shareCell(share: number) {
  return { text: percent(share), value: share };
}
