import { oneLine } from '../report/escape';
import { FAMILIES, type Family } from '../scenario/scenario';
import type { Compared } from './compared';
import { cellText, NOISE } from './text';

/** A scenario's line: a cell for each of the columns. */
export interface Line {
  readonly scenario: string;
  readonly family: Family;
  readonly cells: readonly string[];
  /** Whether any cell is more than noise. */
  readonly differs: boolean;
}

export const COLUMNS = ['CPU', 'peak', 'kept', 'held', 'S3', 'K2V', 'law, answer'] as const;
const COLUMN_OF: Readonly<Record<string, number>> = { cpu: 0, peak: 1, kept: 2, held: 3, s3: 4, k2v: 5 };

/** One line a scenario, in the order of the families; a cell says what differs, `~` that nothing does but noise, and nothing that there is no such figure. */
export function linesOf(all: readonly Compared[]): Line[] {
  const names = [...new Set(all.map(({ difference }) => difference.scenario))];
  return names
    .map((scenario): Line => {
      const own = all.filter(({ difference }) => difference.scenario === scenario);
      const hasTwo = new Set(own.map(({ difference }) => difference.series)).size > 1;
      const cells = COLUMNS.map((_, column) => {
        const here = own.filter(({ difference }) => columnOf(difference) === column);
        const told = here.flatMap((one) => {
          const text = cellText(one);
          return text === NOISE ? [] : [hasTwo ? `by ${one.difference.series} ${text}` : text];
        });
        return told.length > 0 ? [...new Set(told)].join('; ') : here.length > 0 ? NOISE : '';
      });
      const family = own[0]?.difference.family ?? FAMILIES[0];
      return {
        scenario: oneLine(scenario),
        family,
        cells,
        differs: cells.some((cell) => cell !== '' && cell !== NOISE),
      };
    })
    .sort((a, b) => familyAt(a) - familyAt(b));
}

function columnOf({ kind, metric }: Compared['difference']): number {
  return kind === 'order' || kind === 'status' ? COLUMNS.length - 1 : (COLUMN_OF[metric] ?? 0);
}

function familyAt({ family }: Line): number {
  return FAMILIES.indexOf(family);
}
