import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../config/failure';
import { comparedAgain, HEAD_DOSES, isAsked } from '../detection/compared-again';
import { readPairs } from '../detection/pairs';
import { termsOf } from '../difference/differences';
import { Random } from '../mailbox/random';
import { range } from '../report/units';
import { loadScenarios } from '../scenario/registry';
import type { Context } from './context';

const SPECS = join(__dirname, '..', '..', 'specs');
const COMPARISONS = 50;
const TRIES = 60;
/** What must be reached: no difference, at most 2 % that stay open, 95 % of the doses. */
const TARGET = { open: 0.02, caught: 0.95 } as const;

export function addDetectionCompare(program: Command, context: Context): void {
  program
    .command('detection:compare <dir...>')
    .description(
      'comparisons of an image with itself, made again by the dozen of their recorded pairs: false alarms, and doses that are told',
    )
    .action((dirs: string[]) => {
      const { server, pairs } = readPairs(dirs.map((dir) => resolve(context.cwd, dir)));
      const terms = termsOf(server, loadScenarios(SPECS), true);
      const all = Array.from({ length: COMPARISONS }, (_, i) => comparedAgain(pairs, terms, new Random(i)));
      const outcomes = all.map((one) => one.outcomes.map(({ outcome }) => outcome));
      const differing = outcomes.filter((one) => one.includes('worse') || one.includes('better')).length;
      const open = share(outcomes.flat().filter((one) => one === 'open').length, outcomes.flat().length);
      const taken = all.reduce((sum, one) => sum + one.pairs, 0) / COMPARISONS;
      const counts = [...pairs.values()].flat().map((recorded) => recorded.length);
      context.say(
        `${server}: ${pairs.size} scenarios, ${range(Math.min(...counts), Math.max(...counts))} recorded pairs of server starts of each series; the second stage takes ${taken.toFixed(0)} pairs.`,
      );
      let isMet = check(
        differing === 0,
        `${differing} of ${COMPARISONS} comparisons of equal images show a difference`,
      );
      isMet = check(open <= TARGET.open, `${percent(open)} of their verdicts stay open`) && isMet;
      for (const [i, dose] of HEAD_DOSES.entries()) {
        const asked = [...pairs].filter(([, series]) => isAsked(dose, series.flat(), terms));
        const caught = asked.map(([name, series]) => {
          const random = new Random(COMPARISONS + i);
          const tried = Array.from({ length: TRIES }, () =>
            comparedAgain(new Map([[name, series]]), terms, random, dose.plant),
          );
          const isTold = tried.filter((one) =>
            one.outcomes.some(({ metric, outcome }) => metric === dose.metric && outcome === 'worse'),
          );
          return { name, rate: isTold.length / TRIES };
        });
        if (caught.length === 0) continue;
        const missed = caught.filter(({ rate }) => rate < TARGET.caught);
        const mean = caught.reduce((sum, { rate }) => sum + rate, 0) / caught.length;
        isMet =
          check(
            missed.length === 0,
            `${dose.text}: told in ${percent(mean)} of tries; in ${caught.length - missed.length} of ${caught.length} scenarios 95 times of 100`,
          ) && isMet;
        for (const { name, rate } of missed) context.say(`          ${percent(rate)}  ${name}`);
      }
      context.exit(isMet ? EXIT.ok : EXIT.overBudget);
    });

  function check(met: boolean, text: string): boolean {
    context.say(`${met ? 'met   ' : 'MISSED'}  ${text}`);
    return met;
  }
}

function share(part: number, of: number): number {
  return of === 0 ? 0 : part / of;
}

function percent(value: number): string {
  return `${(100 * value).toFixed(value === 1 || value === 0 ? 0 : 2)} %`;
}
