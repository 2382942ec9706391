import type { Slope } from '../../meter/slope';
import { NOT_TAKEN } from '../columns';
import type { Cell, Table } from '../section';
import { count, milliseconds } from '../units';
import { type LoginFigures, POLLS_A_DAY, requestsOf } from './login-figures';
import type { LoginData } from './login-schema';

const USERS = 1000;
const DAY_MS = 86_400_000;

/** What polling every 5 minutes costs in a day: of one client, and of a thousand. */
export function dayTable(data: LoginData, figures: LoginFigures): Table {
  const poll = requestsOf(data, 'poll');
  const login = less(requestsOf(data, 'login'), requestsOf(data, 'connect'));
  const total = (requests: Record<string, number> | null) =>
    requests && Object.values(requests).reduce((sum, one) => sum + one, 0);
  const row = (name: string, cpu: Slope | null, requests: number | null): Cell[] => {
    if (cpu === null) return [name, NOT_TAKEN, NOT_TAKEN, NOT_TAKEN, NOT_TAKEN];
    const { value: cpuMs, starts } = cpu;
    const share = (cpuMs * POLLS_A_DAY * USERS) / DAY_MS;
    return [
      name,
      { text: milliseconds(cpuMs * POLLS_A_DAY, { starts }), value: cpuMs * POLLS_A_DAY },
      requests === null
        ? NOT_TAKEN
        : { text: count(Math.round(requests * POLLS_A_DAY)), value: requests * POLLS_A_DAY },
      { text: `${count(Number((share * 100).toPrecision(starts === 1 ? 2 : 3)))} %`, value: share },
      requests === null
        ? NOT_TAKEN
        : { text: count(Math.round(requests * POLLS_A_DAY * USERS)), value: requests * POLLS_A_DAY * USERS },
    ];
  };
  return {
    kind: 'table',
    caption: `A client that polls every 5 minutes logs in ${POLLS_A_DAY} times a day. From the CPU time and the requests of one, measured as above: a day of one client, and of ${count(USERS)} of them.`,
    heads: [
      `${POLLS_A_DAY} times`,
      'CPU time a day',
      'requests a day',
      `${count(USERS)} clients: of one core`,
      `${count(USERS)} clients: requests a day`,
    ],
    rows: [
      row('the password hash', figures.hash, null),
      row('LOGIN', figures.login, total(login)),
      row('the whole poll', figures.of('poll'), total(poll)),
    ],
  };
}

function less(all: Record<string, number> | null, part: Record<string, number> | null) {
  if (all === null || part === null) return null;
  return Object.fromEntries(Object.entries(all).map(([name, times]) => [name, times - (part[name] ?? 0)]));
}
