import type { Table } from '../section';
import { bytes, count, milliseconds } from '../units';
import type { Prices } from './prices';
import { billOf } from './replay-bill';
import { type LineCost, type NameDay, ofDay, ofName, type Ranged, requestsOf } from './replay-day';

const NONE = '–';
type Show = (value: number) => string;

const cpu = ({ cpuMs }: LineCost) => cpuMs;
const bytesIn = (cost: LineCost) => cost.bytes?.in ?? null;
const bytesOut = (cost: LineCost) => cost.bytes?.out ?? null;
const service = (name: string) => requestsOf((endpoint) => endpoint.startsWith(`${name}:`));
/** All of it is of one server start (src/study/replay.ts). */
const ONE = { starts: 1 };
const time: Show = (value) => milliseconds(value, ONE);
const size: Show = (value) => bytes(value, ONE);
const whole: Show = (value) => count(Math.round(value));

/** The client-day in a few lines: each figure, and the range that the unknown spread over unique lines leaves. */
export function dayTable(days: readonly NameDay[], apis: readonly string[]): Table {
  const row = (what: string, value: (cost: LineCost) => number | null, show: Show) => {
    const ranged = ofDay(days, value);
    return [what, ...(ranged === null ? [NONE, NONE, NONE] : cells(ranged, show))];
  };
  return {
    kind: 'table',
    caption: 'One client, one day',
    heads: ['what', 'spread evenly', 'cheapest lines only', 'dearest lines only'],
    rows: [
      row('CPU time', cpu, time),
      ...apis.map((api) => row(`${api.toUpperCase()} requests`, service(api), whole)),
      ...(apis.length > 0
        ? [row('bytes from the storage', bytesIn, size), row('bytes to the storage', bytesOut, size)]
        : []),
    ],
  };
}

function cells({ mix, low, high }: Ranged, show: Show) {
  return [mix, low, high].map((value) => ({ text: show(value), value }));
}

/** What each command name makes of the day, the dearest in CPU time first. */
export function nameTable(days: readonly NameDay[], apis: readonly string[]): Table {
  const all = ofDay(days, cpu)?.mix ?? 0;
  const shown = (ranged: Ranged | null, show: Show) =>
    ranged === null ? NONE : { text: show(ranged.mix), value: ranged.mix };
  return {
    kind: 'table',
    caption: 'Which command names make the day',
    heads: [
      'name',
      'in the log',
      'a day',
      'lines measured',
      'CPU time a day',
      'share of CPU',
      ...apis.map((api) => `${api.toUpperCase()} requests a day`),
      ...(apis.length > 0 ? ['bytes from the storage a day'] : []),
    ],
    rows: byCpu(days).map((day) => {
      const ms = ofName(day, cpu);
      return [
        day.name,
        { text: count(day.raw), value: day.raw },
        { text: whole(day.perDay), value: day.perDay },
        { text: `${day.measured.length} of ${day.lines}`, value: day.measured.length },
        shown(ms, time),
        ms === null ? NONE : { text: percent(ms.mix / all), value: ms.mix },
        ...apis.map((api) => shown(ofName(day, service(api)), whole)),
        ...(apis.length > 0 ? [shown(ofName(day, bytesIn), size)] : []),
      ];
    }),
  };
}

export function byCpu(days: readonly NameDay[]): NameDay[] {
  const of = (day: NameDay) => ofName(day, cpu)?.mix ?? 0;
  return [...days].sort((a, b) => of(b) - of(a));
}

export function cpuOf(day: NameDay): number {
  return ofName(day, cpu)?.mix ?? 0;
}

/** Requests a day by endpoint. */
export function endpointTable(days: readonly NameDay[]): Table {
  const endpoints = new Set(
    days.flatMap(({ measured }) => measured.flatMap(({ requests }) => Object.keys(requests ?? {}))),
  );
  const rows = [...endpoints].flatMap((endpoint) => {
    const ranged = ofDay(
      days,
      requestsOf((one) => one === endpoint),
    );
    return ranged === null || ranged.mix === 0 ? [] : [{ endpoint, ranged }];
  });
  return {
    kind: 'table',
    caption: 'Requests to the storage, one client, one day',
    heads: ['endpoint', 'spread evenly', 'cheapest lines only', 'dearest lines only'],
    rows: rows
      .sort((a, b) => b.ranged.mix - a.ranged.mix)
      .map(({ endpoint, ranged }) => [said(endpoint), ...cells(ranged, whole)]),
  };
}

/** `s3:GetObject` as `S3 GetObject`. */
function said(endpoint: string): string {
  const [api = '', name = ''] = endpoint.split(':');
  return `${api.toUpperCase()} ${name}`;
}

/** So that a bill has cents: one client's is some thousandths of one. */
const CLIENTS = 1000;

/** The bill of a thousand clients and a month for each class of the table; null where there is no storage. */
export function billTable(days: readonly NameDay[], { classes, currency, date }: Prices): Table | null {
  const money: Show = (value) => amountOf(CLIENTS * value, currency);
  const rows = classes.flatMap((prices) => {
    const bill = billOf(days, prices);
    if (bill === null) return [];
    const { s3, k2v, egress, total } = bill;
    const [mix, low, high] = cells(total, money);
    return [
      [
        prices.name,
        money(s3.mix),
        money(k2v.mix),
        money(egress.mix),
        ...(mix && low && high ? [mix, low, high] : []),
      ],
    ];
  });
  if (rows.length === 0) return null;
  return {
    kind: 'table',
    caption: `What the storage of ${count(CLIENTS)} clients costs in a month of 30 days, at the example prices of ${date}`,
    heads: [
      'prices',
      'S3 requests',
      'K2V requests',
      'traffic',
      'together',
      'cheapest lines only',
      'dearest lines only',
    ],
    rows,
  };
}

/** Two digits, as of all that one start was measured on, and nothing below a cent. */
function amountOf(value: number, currency: string): string {
  if (value === 0) return `0 ${currency}`;
  return value < 0.01 ? `<0.01 ${currency}` : `${count(Number(value.toPrecision(2)))} ${currency}`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
