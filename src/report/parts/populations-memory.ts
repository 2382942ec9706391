import { fullestBin, quantile } from '../../meter/balls';
import type { Cell, Table } from '../section';
import { count } from '../units';
import { drawnQuantile } from './populations-chance';
import type { PopulationsData } from './populations-schema';
import { TEXT, TICKS } from './populations-text';
import { byteCell } from './words';

const SURE = 0.99;

/** The text's table in its head, with what a session holds of this server beside the 5 MB that it supposed. */
export function memoryTable({ perSession, sliding }: PopulationsData): Table {
  const bins = fullestBin(TEXT.clients, TICKS);
  const moment = drawnQuantile(sliding.text, SURE);
  const row = (name: string, sessions: number): Cell[] => [
    name,
    { text: count(sessions), value: sessions },
    byteCell(sessions * TEXT.sessionBytes),
    byteCell(perSession.rssBytes === null ? null : sessions * perSession.rssBytes),
    byteCell(perSession.pssBytes === null ? null : sessions * perSession.pssBytes),
  ];
  return {
    kind: 'table',
    caption: `Memory of the sessions of ${count(TEXT.clients)} users, at the 5 MB that the text supposes and at what one session more holds here (${perSession.source}). The server itself and the memory of password hashes come on top: they are in the figures of the real run below.`,
    heads: ['population', 'at once', 'at 5 MB', 'RSS here', 'PSS here'],
    rows: [
      row('push: all, always', TEXT.clients),
      row("poll: the text's estimate", TEXT.most),
      row('poll: fullest tick, 99 % sure', quantile(bins, SURE)),
      ...(moment === null ? [] : [row('poll: at any moment, 99 % sure', moment)]),
      row('poll: on average', TEXT.clients / TICKS),
    ],
  };
}
