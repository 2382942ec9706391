import { performance } from 'node:perf_hooks';
import { EXIT, Failure } from '../config/failure';
import type { Stack } from '../containers/stack';
import { leave } from '../imap/leave';
import { type Account, quote } from '../imap/login';
import { type Completion, Wire } from '../imap/wire';
import type { LoginData, LoginStep } from '../report/parts/login-schema';
import type { Bench } from '../run/bench';
import { COMMAND_MS } from '../run/execution';
import { type Read, readerOf, requestsBetween } from './reader';

export type Repeats = Readonly<Record<LoginStep, number>>;

/** `single` is known to one password database, `owner` has the mails; `plain`: AUTHENTICATE PLAIN is offered. */
interface Actors {
  readonly single: Account;
  readonly owner: Account;
  readonly plain: boolean;
}

interface Step {
  readonly step: LoginStep;
  readonly expected: 'OK' | 'NO';
  /** Between the greeting and LOGOUT. */
  talk(wire: Wire): Promise<Completion>;
  /** A session that is opened before the first reading, for what is done in one that is open. */
  readonly within?: Account;
}

/**
 * What each step costs, on the server start at hand. Refusals come last: servers answer them late on purpose, and some
 * make everybody of that address wait from then on.
 */
export async function costOfSteps(
  bench: Bench,
  stack: Stack,
  actors: Actors,
  { start, repeats }: { readonly start: number; readonly repeats: Repeats },
): Promise<LoginData['steps']> {
  const read = readerOf(bench, stack);
  const found: LoginData['steps'] = [];
  for (const step of stepsOf(actors)) {
    const executions = repeats[step.step];
    found.push({ step: step.step, start, executions, ...(await costOfStep(stack, step, executions, read)) });
  }
  return found;
}

function stepsOf({ single, owner, plain }: Actors): Step[] {
  const run = (wire: Wire, line: string) => wire.run(line, COMMAND_MS);
  const log = (wire: Wire, { login, password }: Account) =>
    run(wire, `LOGIN ${quote(login)} ${quote(password)}`);
  const secret = Buffer.from(`\0${single.login}\0${single.password}`).toString('base64');
  const initial = (wire: Wire) =>
    wire.run('AUTHENTICATE PLAIN', COMMAND_MS, { onContinue: () => wire.write(`${secret}\r\n`) });
  return [
    { step: 'connect', expected: 'OK', talk: (wire) => run(wire, 'NOOP') },
    { step: 'login', expected: 'OK', talk: (wire) => log(wire, single) },
    ...(plain ? [{ step: 'authenticate', expected: 'OK', talk: initial } as const] : []),
    {
      step: 'select',
      expected: 'OK',
      within: owner,
      talk: async (wire) => {
        const opened = await run(wire, 'SELECT INBOX');
        return opened.status === 'OK' ? run(wire, 'CLOSE') : opened;
      },
    },
    {
      step: 'poll',
      expected: 'OK',
      talk: async (wire) => {
        const known = await log(wire, owner);
        return known.status === 'OK' ? run(wire, 'SELECT INBOX') : known;
      },
    },
    { step: 'unknown', expected: 'NO', talk: (wire) => log(wire, { ...single, login: nobody(single) }) },
    { step: 'wrong', expected: 'NO', talk: (wire) => log(wire, { ...single, password: 'not-the-password' }) },
  ];
}

/** A name of the same form and length that no user has. */
function nobody({ login }: Account): string {
  return login.replace(/^[^@]+/, (name) => 'nobody'.padEnd(name.length, 'x').slice(0, name.length));
}

/** Done once before, so that what only the first one costs is not divided among them; refusals are not, for they are late. */
async function costOfStep(stack: Stack, step: Step, executions: number, read: Read) {
  const open = step.within ? await inside(stack, step.within) : null;
  const once = async () => {
    const wire = open ?? (await Wire.open(stack.server.imap));
    try {
      const said = await step.talk(wire);
      if (open === null) await leave(wire, COMMAND_MS);
      return refuseUnlessExpected(step, said);
    } finally {
      if (open === null) wire.close();
    }
  };
  try {
    if (step.expected === 'OK') await once();
    const before = await read('before');
    const since = performance.now();
    let answer = '';
    if (step.expected === 'OK') for (let i = 0; i < executions; i += 1) answer = await once();
    else [answer = ''] = await Promise.all(Array.from({ length: executions }, once));
    const wallMs = (performance.now() - since) / executions;
    const after = await read('after');
    const requests = requestsBetween(before, after);
    return {
      cpuMs: (after.cpuMs - before.cpuMs) / executions,
      wallMs,
      requests:
        requests &&
        Object.fromEntries(Object.entries(requests).map(([name, count]) => [name, count / executions])),
      answer,
    };
  } finally {
    open?.close();
  }
}

async function inside({ server }: Stack, { login, password }: Account): Promise<Wire> {
  const wire = await Wire.open(server.imap);
  await wire.run(`LOGIN ${quote(login)} ${quote(password)}`, COMMAND_MS);
  return wire;
}

/** The answer, if it is the one that the step is about. */
function refuseUnlessExpected({ step, expected }: Step, { status, text }: Completion): string {
  if (status === expected) return `${status} ${text}`;
  throw new Failure(EXIT.unmeasured, {
    fact: `The step "${step}" was answered ${status} ${text}, and ${expected} was expected`,
    cause: 'the account is not what the step takes it for',
    next: "look at the server's last log lines",
  });
}
