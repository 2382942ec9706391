import { isGateSeries } from './has-line';
import { MARKED, markOf } from './mark';
import { requestText, totalText } from './requests';
import type { Results } from './results';
import type { Figure, Summary } from './summarize';
import { bytes, count, type Doubt, milliseconds } from './units';

/** The columns that the terminal, Markdown and HTML tables share. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly text: (row: Summary) => string;
  /** The same where room is scarce. */
  readonly short: (row: Summary) => string;
  /** How sure the figure is, or what it consists of; empty where there is nothing to add. */
  readonly detail: (row: Summary) => string;
  /** What to sort by; null sorts last. */
  readonly value: (row: Summary) => number | null;
  /** A narrow terminal does without: the highest number goes first. 0 stays. */
  readonly spare: number;
}

export const NOT_TAKEN = '–';
const SHORT_REQUESTS = 16;

export function columns(results: Results): Column[] {
  const kinds = new Set(
    results.scenarios.flatMap(({ samples }) =>
      samples.flatMap(({ requests }) => Object.keys(requests ?? {})),
    ),
  );
  const k2v = [...kinds].some((kind) => kind.startsWith('k2v:'));
  return [
    timed('CPU first', 2, ({ cpuFirst }) => cpuFirst),
    timed('CPU steady', 0, ({ cpuSteady }) => cpuSteady),
    sized('peak RSS', 0, ({ peak, retained }) => alike(peak, retained)),
    sized('retained', 4, ({ peak, retained }) => alike(retained, peak)),
    ...(results.storage === null ? [] : [S3]),
    // A server that keeps its index elsewhere would show a column of zeros.
    ...(k2v ? [K2V] : []),
    timed('wall', 5, ({ wall }) => wall),
    RUNS,
  ];
}

/** Those with room on paper or a page only. */
export function moreColumns(results: Results): Column[] {
  return [
    sized('anonymous', 0, ({ anon }) => anon),
    sized('PSS', 0, ({ pss }) => pss),
    ...(results.storage === null
      ? []
      : [
          sized('from storage', 0, ({ storageIn }) => storageIn),
          sized('to storage', 0, ({ storageOut }) => storageOut),
        ]),
  ];
}

const S3: Column = {
  title: 'S3',
  align: 'right',
  text: ({ requests }) => (requests === null ? NOT_TAKEN : requestText(requests.s3)),
  short: ({ requests }) => (requests === null ? NOT_TAKEN : requestText(requests.s3, SHORT_REQUESTS)),
  detail: firstRequests('s3'),
  value: ({ requests }) => requests?.s3.total.high ?? null,
  spare: 0,
};

const K2V: Column = {
  title: 'K2V',
  align: 'right',
  text: ({ requests }) => (requests === null ? NOT_TAKEN : totalText(requests.k2v)),
  short: ({ requests }) => (requests === null ? NOT_TAKEN : totalText(requests.k2v)),
  detail: firstRequests('k2v'),
  value: ({ requests }) => requests?.k2v.total.high ?? null,
  spare: 0,
};

const runs = ({ repeated: { executions, starts, memoryStarts } }: Summary) =>
  `${count(executions)}/${count(starts)}+${count(memoryStarts)}`;

const RUNS: Column = {
  title: 'runs',
  align: 'right',
  text: runs,
  short: runs,
  detail: () => '',
  value: ({ repeated }) => repeated.executions,
  spare: 3,
};

function firstRequests(service: 's3' | 'k2v'): (row: Summary) => string {
  return ({ requests, requestsFirst }) => {
    const steady = requests === null ? '' : requestText(requests[service]);
    const first = requestsFirst === null ? '' : requestText(requestsFirst[service]);
    return [steady, first === '' || first === steady ? '' : `first execution after a start: ${first}`]
      .filter(Boolean)
      .join('; ');
  };
}

/** How to read the columns; printed below every table. */
export function legend(results: Results): string[] {
  return [
    'CPU: per execution, median over starts; "first" is the first execution after a start, "steady" those after it',
    'peak RSS: above the fresh, warmed server; retained: RSS after less before; both are the highest over starts',
    ...(results.storage === null ? [] : ['requests: per execution, steady; 3–5 means executions differed']),
    ...(results.scenarios.some(isGateSeries)
      ? [
          results.run.mode === 'study'
            ? "the gate's sizes, measured for growth, are in index.html"
            : "of the gate's six sizes the largest of each series has a line; index.html has all",
        ]
      : []),
    'runs: steady executions / starts they ran on + fresh starts for memory',
    `${NOT_TAKEN} not taken; < cannot be told from zero; digits end where the figure's error begins, and of one start after two`,
    ...(results.scenarios.some((one) => markOf(one) !== '') ? [MARKED] : []),
  ];
}

/** With the digits of the less sure of the two, so that what was retained never reads as more than its peak. */
function alike(figure: Figure | null, other: Figure | null): Figure | null {
  if (figure === null || other === null) return figure;
  return { ...figure, spread: Math.max(figure.spread, other.spread) };
}

function timed(title: string, spare: number, read: (row: Summary) => Figure | null): Column {
  return figured(title, spare, read, milliseconds);
}

function sized(title: string, spare: number, read: (row: Summary) => Figure | null): Column {
  return figured(title, spare, read, bytes);
}

function figured(
  title: string,
  spare: number,
  read: (row: Summary) => Figure | null,
  format: (value: number, doubt: Doubt) => string,
): Column {
  const text = (row: Summary) => {
    const figure = read(row);
    return figure === null ? NOT_TAKEN : format(figure.value, figure);
  };
  const detail = (row: Summary) => {
    const { bound = null, spread = 0 } = read(row) ?? {};
    const stated = bound === null ? [] : [`± ${format(bound, {})} stated error`];
    return [...stated, ...(spread === 0 ? [] : [`± ${format(spread, {})} between starts`])].join(', ');
  };
  return {
    title,
    align: 'right',
    text,
    short: text,
    detail,
    value: (row) => read(row)?.value ?? null,
    spare,
  };
}
