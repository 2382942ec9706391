import { medianOf } from '../../meter/median';
import { NOT_TAKEN } from '../columns';
import type { Block, Cell } from '../section';
import { count } from '../units';
import type { Held } from './held';
import type { LoginData } from './login-schema';
import { byteCell, timeCell } from './words';

type Crowd = LoginData['crowds'][number];

/** Memory of many logins at once, and of as many one after the other. */
export function crowdBlocks({ crowds }: LoginData): Block[] {
  if (crowds.length === 0) return [];
  const many = Math.max(...crowds.map(({ logins }) => logins));
  const of = (order: Crowd['order'], value: (crowd: Crowd) => number | null) => {
    const values = crowds.filter((one) => one.order === order).map(value);
    return values.includes(null) ? null : medianOf(values as number[]);
  };
  const row = (order: Crowd['order']): Cell[] => {
    const starts = crowds.filter((one) => one.order === order).length;
    const held = (value: (crowd: Crowd) => number | null) => byteCell(of(order, value), starts);
    return [
      order,
      held(peakAbove),
      held(({ loggedIn, warmed }) => above(loggedIn, warmed, 'rssBytes')),
      held(({ loggedIn, warmed }) => above(loggedIn, warmed, 'pssBytes')),
      held(({ left, warmed }) => above(left, warmed, 'rssBytes')),
      timeCell(
        of(order, ({ cpuMs, logins }) => cpuMs / logins),
        starts,
      ),
      timeCell(
        of(order, ({ wallMs }) => wallMs),
        starts,
      ),
      coresCell(
        of(order, ({ cpuMs, wallMs }) => cpuMs / wallMs),
        starts,
      ),
    ];
  };
  const sources = [...new Set(crowds.map(({ peakSource }) => peakSource))].join('; ');
  const peaks = [of('at once', peakAbove), of('one after the other', peakAbove)];
  const starts = new Set(crowds.map(({ start }) => start)).size;
  return [
    {
      kind: 'paragraph',
      text: `${count(many)} logins at once: all are connected, then every LOGIN is sent before the first is answered. ${comparison(many, peaks)}`,
    },
    {
      kind: 'table',
      caption: `${count(many)} logins, above the warmed server before they connected; each order on ${starts === 1 ? 'one fresh server' : `${count(starts)} fresh servers, the median of them`}. Peak: ${sources}. Cores busy: CPU time over wall time, as far as the host had cores to spare.`,
      heads: [
        'order',
        'RSS at its peak',
        'RSS, all logged in',
        'PSS, all logged in',
        'RSS, all gone',
        'CPU a login',
        'wall time of all',
        'cores busy',
      ],
      rows: [row('at once'), row('one after the other')],
    },
  ];
}

function coresCell(cores: number | null, starts: number): Cell {
  return { text: cores === null ? NOT_TAKEN : cores.toPrecision(starts === 1 ? 2 : 3), value: cores };
}

/** The peak counts above the connected sessions; what these took is added. */
function peakAbove({ peakBytes, connected, warmed }: Crowd): number | null {
  const connecting = above(connected, warmed, 'rssBytes');
  return peakBytes === null || connecting === null ? null : peakBytes + connecting;
}

function above(later: Held, earlier: Held, name: keyof Held): number | null {
  const [to, from] = [later[name], earlier[name]];
  return to === null || from === null ? null : to - from;
}

function comparison(many: number, [once, apart]: readonly (number | null)[]): string {
  if (once === null || once === undefined || apart === null || apart === undefined)
    return `The peaks could not be taken (${NOT_TAKEN}).`;
  const each = (once - apart) / many;
  return once > apart
    ? `At its peak that takes ${byteCell(once - apart).text} more than one after the other, ${byteCell(each).text} for each of them.`
    : 'At its peak that takes no more than one after the other: hashes wait for each other, or their memory is small.';
}
