import { bars } from '../chart/bars';
import type { Results } from '../results';
import type { Block, Section } from '../section';
import { count, milliseconds } from '../units';
import type { Part } from './part';
import { PRICES_FILE, type Prices, readPrices } from './prices';
import { unpriced } from './replay-bill';
import { clientDay, missingShare, type NameDay } from './replay-day';
import { judgedLines, lineTable, unmeasuredTable } from './replay-lines';
import { peakText } from './replay-peak';
import { type Outcome, type Replay, replaySchema } from './replay-schema';
import { billTable, byCpu, cpuOf, dayTable, endpointTable, nameTable, percent } from './replay-tables';
import { ADAPTED, DEFINED, NOT_JUDGED } from './replay-words';

export const REPLAY: Part<Replay> = {
  name: 'replay',
  title: 'The command log, replayed',
  schema: replaySchema,
  section: (data, results) => replaySection(data, results),
  judged: judgedLines,
};

const MOST_BARS = 10;

export function replaySection(data: Replay, { server }: Results, prices: Prices = readPrices()): Section {
  const days = clientDay(data);
  const apis = data.storageApis;
  const bill = billTable(days, prices);
  const unmeasured = unmeasuredTable(data);
  const blocks: Block[] = [
    { kind: 'paragraph', text: counted(data, server.name) },
    { kind: 'paragraph', text: judged(data) },
    { kind: 'paragraph', text: DEFINED },
    dayTable(days, apis),
    { kind: 'paragraph', text: most(days) },
    { kind: 'paragraph', text: peakText(data) },
    { kind: 'paragraph', text: missing(days) },
    {
      kind: 'figure',
      caption: 'CPU time of one client and day, by command name',
      svg: bars(
        byCpu(days)
          .filter((day) => cpuOf(day) > 0)
          .slice(0, MOST_BARS)
          .map((day) => ({
            label: day.name,
            value: cpuOf(day),
            text: milliseconds(cpuOf(day), { starts: 1 }),
          })),
        { title: 'CPU time of one client and day', unit: 'ms a day' },
      ),
    },
    nameTable(days, apis),
    ...(apis.length > 0 ? [endpointTable(days)] : []),
    ...(bill === null
      ? [
          {
            kind: 'paragraph' as const,
            text: 'This server keeps its mail on its own disk: there is no storage to pay for by the request.',
          },
        ]
      : [bill, { kind: 'paragraph' as const, text: priced(days, prices, data) }]),
    ...(unmeasured === null ? [] : [unmeasured]),
    { kind: 'list', items: ADAPTED(data) },
    lineTable(data, server.name),
    { kind: 'paragraph', text: NOT_JUDGED },
  ];
  return { id: REPLAY.name, title: REPLAY.title, blocks };
}

function counted({ commands, names, starts }: Replay, server: string): string {
  const of = (outcome: Outcome) => commands.filter((one) => one.outcome === outcome).length;
  const raw = names.reduce((sum, one) => sum + one.raw, 0);
  const others: [Outcome, string][] = [
    ['rejected', 'were rejected'],
    ['wrong', 'were answered wrongly'],
    ['broken', 'were not answered'],
    ['skipped', 'were not sent'],
  ];
  const said = others.flatMap(([outcome, words]) => (of(outcome) === 0 ? [] : [`${of(outcome)} ${words}`]));
  return (
    `The log holds ${commands.length} unique commands, which mail clients sent ${count(raw)} times. ` +
    `Adapted to this mailbox, ${of('measured')} of them were measured with ${server} on ${starts} server starts` +
    `${said.length === 0 ? '' : `; ${said.join(', ')}`}.`
  );
}

function judged({ commands, storageApis }: Replay): string {
  if (storageApis.length === 0) return 'The server has no storage, so no line has requests to be judged by.';
  const all = commands.flatMap(({ result }) => result.verdicts);
  const of = (outcome: string) => all.filter((verdict) => verdict.outcome === outcome).length;
  const over = commands
    .filter(({ result }) => result.verdicts.some(({ outcome }) => outcome === 'fail'))
    .map(({ name }) => name);
  const named = [...new Set(over)].map((name) => `${over.filter((one) => one === name).length} ${name}`);
  return (
    `Of ${all.length} verdicts on storage requests (${storageApis.map((api) => api.toUpperCase()).join(' and ')}), ` +
    `${of('pass')} pass, ${of('exception')} are known exceptions of this server, ${of('inconclusive')} are open and ${of('fail')} fail` +
    `${named.length === 0 ? '' : ` (${named.join(', ')})`}.`
  );
}

/** Which names make most of the day's CPU time. */
function most(days: readonly NameDay[]): string {
  const all = days.reduce((sum, day) => sum + cpuOf(day), 0);
  const [first, ...others] = byCpu(days)
    .slice(0, 3)
    .map((day) => `${day.name} (${percent(cpuOf(day) / all)})`);
  return `Most of the CPU time of a day is ${first}${others.length === 0 ? '' : `, before ${others.join(' and ')}`}.`;
}

function missing(days: readonly NameDay[]): string {
  const some = days.filter((day) => day.missing > 0);
  if (some.length === 0) return 'Each unique command was measured, so no part of the day is missing.';
  const all = days.reduce((sum, { perDay }) => sum + perDay, 0);
  const named = some.map(
    ({ name, missing: lacking, lines, measured }) =>
      `${name} ${percent(lacking / all)} (${lines - measured.length} of ${lines} lines)`,
  );
  return (
    `${percent(missingShare(days))} of the day's commands are missing from these sums, because their lines were not measured: ` +
    `${named.join(', ')}. They are left out and not replaced by others.`
  );
}

function priced(days: readonly NameDay[], { note }: Prices, { background }: Replay): string {
  const without = unpriced(days);
  return [
    `The prices are examples in ${PRICES_FILE}: edit them, and \`aerometer report DIR\` makes the bill anew. ${note}`,
    "Garage counts K2V requests and not the items in them, so K2V is priced by the request. Traffic is all that came from the storage to the server, K2V's answers and the protocol's own bytes included. What the mail itself takes up is not in it.",
    ...(background.length > 0
      ? [`Left out, because the server sends them by time: ${background.join(', ')}.`]
      : []),
    ...(without.length > 0
      ? [`No price is known for ${without.join(', ')}, which the bill leaves out.`]
      : []),
  ].join(' ');
}
