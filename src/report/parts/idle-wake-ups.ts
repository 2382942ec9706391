import { medianOf } from '../../meter/median';
import { countAxis, timeAxis } from '../chart/axes';
import { lines } from '../chart/lines';
import { NOT_TAKEN } from '../columns';
import type { Block, Cell } from '../section';
import { count, milliseconds } from '../units';
import type { IdleData } from './idle-schema';
import { timeCell } from './words';

type WakeUp = IdleData['wakeUps'][number];

/** Latency from delivery to EXISTS, and CPU per wake-up, by the number of idlers. */
export function wakeBlocks({ wakeUps, deadlineMs, restarted }: IdleData): Block[] {
  const levels = [...new Set(wakeUps.map(({ idlers }) => idlers))].sort((a, b) => a - b);
  if (levels.length === 0) return [];
  const at = (level: number) => wakeUps.filter(({ idlers }) => idlers === level);
  const alone = of(at(0), ({ cpuMs }) => cpuMs);
  const each = (level: number): Cell => {
    const cpu = of(at(level), ({ cpuMs }) => cpuMs);
    if (level === 0 || cpu === null || alone === null) return NOT_TAKEN;
    const value = (cpu - alone) / level;
    const bound = (spread(at(level)) + spread(at(0))) / 2 / level;
    return { text: milliseconds(value, { bound }), value };
  };
  const row = (level: number): Cell[] => {
    const mails = at(level);
    const heard = Math.min(...mails.map((one) => one.heard));
    const soon = Math.min(...mails.map((one) => one.soon));
    return [
      { text: count(level), value: level },
      count(mails.length),
      { text: `${count(heard)} of ${count(level)}`, value: heard },
      { text: count(soon), value: soon },
      timeCell(of(mails, ({ takenMs }) => takenMs)),
      level === 0 ? NOT_TAKEN : timeCell(of(mails, ({ firstMs }) => firstMs)),
      level === 0 ? NOT_TAKEN : timeCell(of(mails, ({ lastMs }) => lastMs)),
      timeCell(of(mails, ({ cpuMs }) => cpuMs)),
      each(level),
    ];
  };
  const late = wakeUps.filter(({ heard, idlers }) => heard < idlers);
  const timed = wakeUps.find(({ soon, heard, idlers }) => soon > 0 && soon < heard && heard === idlers);
  const series = (name: string, value: (one: WakeUp) => number | null) => ({
    name,
    style: 'points' as const,
    points: wakeUps.flatMap((one) => {
      const y = value(one);
      return one.idlers === 0 || y === null ? [] : [[one.idlers, y] as const];
    }),
  });
  const drawn = [
    series('the first hears', ({ firstMs }) => firstMs),
    series('the last hears', ({ lastMs }) => lastMs),
    series('CPU of delivery and wake-ups', ({ cpuMs }) => cpuMs),
  ].filter(({ points }) => points.length > 0);
  return [
    ...restartedBlocks(restarted),
    {
      kind: 'paragraph',
      text: `A mail arrives over LMTP while many idle at its mailbox. Wall times are shown and not judged: client, server and storage share this computer.${late.length === 0 ? '' : ` ${lateText(late, deadlineMs)}`}${timed ? ` ${timedText(timed)}` : ''}`,
    },
    {
      kind: 'table',
      caption: `Medians of the mails at each number of idlers; 0 is a delivery that nobody hears of, and the CPU time of a wake-up is what lies above it, divided by the idlers (< where it is less than half of what single mails differ by).`,
      heads: [
        'idlers',
        'mails',
        'heard',
        'within 1 s',
        'LMTP took it after',
        'first EXISTS after',
        'last EXISTS after',
        'CPU in all',
        'CPU a wake-up',
      ],
      rows: levels.map(row),
    },
    ...(drawn.length === 0
      ? []
      : [
          {
            kind: 'figure' as const,
            caption:
              'From the beginning of the delivery to EXISTS, and the CPU time of all of it; both axes logarithmic.',
            svg: lines({
              title: 'From delivery to EXISTS',
              x: countAxis('idlers of the mailbox', { scale: 'log' }),
              y: timeAxis('time', { scale: 'log' }),
              series: drawn,
            }),
          },
        ]),
  ];
}

function timedText({ soon, idlers, lastMs }: WakeUp): string {
  return `Some were told and others looked: of ${count(idlers)} idlers ${count(soon)} heard within a second, the last after ${milliseconds(lastMs ?? 0)}. So does a server that the kernel gives no more watches (Dovecot: a user has fs.inotify.max_user_instances of them, often 128; its other sessions look every 30 s).`;
}

/** From the cheapest to the dearest of some mails, ms: what an allocator or a disk does now and then is in it. */
function spread(mails: readonly WakeUp[]): number {
  const cpu = mails.map(({ cpuMs }) => cpuMs);
  return Math.max(...cpu) - Math.min(...cpu);
}

function lateText(late: readonly WakeUp[], deadlineMs: number): string {
  const [first] = late;
  if (first === undefined) return '';
  return `Not all heard of it: ${count(first.heard)} of ${count(first.idlers)} within ${milliseconds(deadlineMs)}, and no further mail was sent to so many.`;
}

function of(mails: readonly WakeUp[], value: (one: WakeUp) => number | null): number | null {
  return medianOf(mails.map(value).filter((one) => one !== null));
}

/** Later than this is no latency any more, but somebody who waits for something. */
const LATE_MS = 1000;

function restartedBlocks(restarted: IdleData['restarted']): Block[] {
  if (restarted === undefined) return [];
  const { heardMs, waitedMs } = restarted;
  const began = 'After the server was killed and started again, a session that idled';
  const why =
    'until then nobody was told: a lease or lock of the one that was killed may have to run out first';
  const text =
    heardMs === null
      ? `${began} did not hear of a mail within ${milliseconds(waitedMs)}.`
      : `${began} heard of the first mail after ${milliseconds(heardMs)}${heardMs > LATE_MS ? `; ${why}` : ''}.`;
  return [{ kind: 'paragraph', text }];
}
