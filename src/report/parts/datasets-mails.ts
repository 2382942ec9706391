import { bytesAxis, shareAxis } from '../chart/axes';
import { ecdf } from '../chart/ecdf';
import { lines } from '../chart/lines';
import type { Block, Cell, Claim } from '../section';
import { bytes, count } from '../units';
import { distance, quantile, total } from './distribution';

/** Sizes of mails in bytes: those that were published, and those of the mails that stand for them here. */
export interface MailSizes {
  readonly dataset: readonly number[];
  readonly inbox: readonly number[];
  readonly made: { readonly dataset: readonly number[]; readonly inbox: readonly number[] };
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
const MARKED = Array.from({ length: 20 }, (_, at) => (at + 1) / 20);
/** "Most emails are between 1kB and 100kB." */
const USUAL = [1_000, 100_000] as const;
const LARGE = 1_000_000;

export function mailBlocks(sizes: MailSizes): Block[] {
  const { dataset, inbox, made } = sizes;
  const marks = (values: readonly number[]) => MARKED.map((part) => [quantile(values, part), part] as const);
  const columns = [dataset, made.dataset, inbox, made.inbox];
  return [
    {
      kind: 'paragraph',
      text: `The mails of a study are generated. Their sizes are those of two published lists: a dataset of ${count(dataset.length)} mails that Aerogramme's authors made for their study, and the ${count(inbox.length)} mails of a personal inbox that they compare it with. Larger mailboxes repeat the dataset's sizes; --mailbox inbox measures with the inbox's.`,
    },
    {
      kind: 'figure',
      caption:
        'Which share of the mails is not larger than a size: as published (lines), and at every twentieth of the mails that are generated (points). Sizes on a logarithmic axis.',
      svg: lines({
        title: 'Distribution of mail sizes',
        x: bytesAxis('size of a mail', { scale: 'log' }),
        y: shareAxis('mails up to this size'),
        series: [
          { name: `dataset, ${count(dataset.length)} mails`, style: 'step', tone: 0, points: ecdf(dataset) },
          {
            name: `personal inbox, ${count(inbox.length)} mails`,
            style: 'step',
            tone: 1,
            points: ecdf(inbox),
          },
          { name: 'generated dataset', style: 'points', tone: 0, points: marks(made.dataset) },
          { name: 'generated inbox', style: 'points', tone: 1, points: marks(made.inbox) },
        ],
      }),
    },
    {
      kind: 'table',
      caption: 'Mail sizes: a quantile is the smallest size that so many of the mails do not exceed',
      heads: ['', 'dataset', 'generated dataset', 'personal inbox', 'generated inbox'],
      rows: [
        row('mails', columns, (values) => values.length, count),
        row('all together', columns, total, bytes),
        row('mean', columns, (values) => total(values) / values.length, bytes),
        row('smallest', columns, (values) => Math.min(...values), bytes),
        ...QUANTILES.map((part) =>
          row(`${count(100 * part)} %`, columns, (values) => quantile(values, part), bytes),
        ),
        row('largest', columns, (values) => Math.max(...values), bytes),
        row('share of mails from 1 kB to 100 kB', columns, usual, percent),
        row(
          'share of mails above 1 MB',
          columns,
          (values) => above(values, LARGE).length / values.length,
          percent,
        ),
        row(
          'share of the bytes in them',
          columns,
          (values) => total(above(values, LARGE)) / total(values),
          percent,
        ),
      ],
    },
    ...claims(sizes),
  ];
}

function claims({ dataset, inbox }: MailSizes): Claim[] {
  const { share, at, byChance } = distance(dataset, inbox);
  const most = Math.max(...dataset);
  const bigger = above(inbox, most).length;
  const expected = (dataset.length * bigger) / inbox.length;
  const mean = (values: readonly number[]) => total(values) / values.length;
  return [
    {
      kind: 'claim',
      claim: 'The 2 367 emails in my personal inbox.',
      outcome: inbox.length === 2367 ? 'yes' : 'no',
      because: `the published list of sizes has ${count(inbox.length)}`,
    },
    {
      kind: 'claim',
      claim: 'Most emails are between 1kB and 100kB.',
      outcome: usual(dataset) > 0.5 && usual(inbox) > 0.5 ? 'yes' : 'no',
      because: `${percent(usual(dataset))} of the dataset and ${percent(usual(inbox))} of the inbox are`,
    },
    {
      kind: 'claim',
      claim: 'We see that the curves are close together and follow the same pattern.',
      outcome: share <= byChance ? 'yes' : 'no',
      because: `they are ${points(share)} points of a hundred apart at ${bytes(at)}; two random samples of one inbox, of ${count(dataset.length)} and ${count(inbox.length)} mails, are up to ${points(byChance)} apart in 19 of 20 cases (Kolmogorov-Smirnov)`,
    },
    {
      kind: 'claim',
      claim:
        'Having one or two bigger emails could make the dataset even more representative of my real inbox.',
      outcome: expected >= 1 && mean(dataset) < mean(inbox) ? 'yes' : 'no',
      because: `${count(bigger)} of ${count(inbox.length)} mails of the inbox are larger than the dataset's largest, ${bytes(most)}: ${count(expected)} in ${count(dataset.length)} mails. The dataset's mean mail is ${bytes(mean(dataset))}, the inbox's ${bytes(mean(inbox))}`,
    },
  ];
}

function row(
  name: string,
  columns: readonly (readonly number[])[],
  of: (values: readonly number[]) => number,
  say: (value: number) => string,
): Cell[] {
  return [name, ...columns.map((values) => ({ text: say(of(values)), value: of(values) }))];
}

function usual(values: readonly number[]): number {
  return values.filter((value) => value >= USUAL[0] && value <= USUAL[1]).length / values.length;
}

function above(values: readonly number[], limit: number): number[] {
  return values.filter((value) => value > limit);
}

const points = (share: number) => (100 * share).toFixed(1);
const percent = (share: number) => `${points(share)} %`;
