import { performance } from 'node:perf_hooks';
import type { Reading } from '../agent/protocol';
import { EXIT, Failure } from '../config/failure';
import { moreUsers } from '../containers/more-users';
import type { Stack } from '../containers/stack';
import { type Account, login, mustBeOk } from '../imap/login';
import type { Wire } from '../imap/wire';
import { costOf } from '../meter/cost';
import type { Sample, ScenarioResult } from '../report/results';
import { sessionsOf } from '../scenario/measured';
import { unmet } from '../scenario/needs';
import type { Scenario, Sessions } from '../scenario/scenario';
import type { Bench } from './bench';
import { COMMAND_MS } from './execution';
import { openOne, refuseIfLost } from './hold';
import { blank, type Further, type How, measure, reasonWith } from './measure';
import { wearIn } from './wear-in';

/** Measures a scenario of either kind: one command, or many sessions at once. Never throws. */
export function measureAny(bench: Bench, scenario: Scenario, how: How = {}): Promise<ScenarioResult[]> {
  const wanted = sessionsOf(scenario.measure);
  return wanted ? measureSessions(bench, scenario, wanted, how.further) : measure(bench, scenario, how);
}

/**
 * Opens sessions one after the other on each of several fresh starts and reads, at each of the scenario's numbers of
 * them, what all hold together. One result a number; after an error those that were measured, and the error. Never throws.
 */
export function measureSessions(
  bench: Bench,
  scenario: Scenario,
  wanted: Sessions,
  further: Further = () => 0,
): Promise<ScenarioResult[]> {
  return bench.atWork(async () => {
    const samples = new Map<number, Sample[]>(wanted.sessions.map((open) => [open, []]));
    let messages = 0;
    let under = wanted.sessions[0] ?? 1;
    const measured = (): ScenarioResult[] =>
      [...samples]
        .filter(([, taken]) => taken.length > 0)
        .map(([open, taken]) => ({
          ...resultAt(scenario, wanted, messages, open),
          status: 'measured',
          reason: null,
          samples: [...taken],
        }));
    try {
      const { capabilities, inboxOf, stack } = await bench.ready();
      messages = wanted.users ? 0 : inboxOf(null).shown.length;
      const missing = unmet(scenario.needs ?? [], capabilities);
      if (missing.length > 0) {
        const reason = `the server does not advertise ${missing.join(', ')}`;
        return [{ ...blank(scenario), status: 'skipped', reason }];
      }
      const accounts = await accountsFor(bench, stack, wanted);
      await bench.calibrate();
      let { starts } = bench.plan;
      for (let start = 1; start <= starts; start += 1) {
        await bench.freshServer();
        under = wanted.sessions[0] ?? 1;
        for await (const { open, sample } of growing(bench, stack, scenario, wanted, {
          accounts,
          messages,
        })) {
          samples.get(open)?.push(sample);
          under = wanted.sessions.find((next) => next > open) ?? open;
        }
        if (start === starts) starts += further(measured());
      }
      return measured();
    } catch (error) {
      const { why, lines } = await bench.lastWords();
      await bench.discard().catch(() => undefined);
      const failed = { ...resultAt(scenario, wanted, messages, under), samples: samples.get(under) ?? [] };
      samples.delete(under);
      return [...measured(), { ...failed, reason: reasonWith(why, error), log: lines }];
    }
  });
}

/** One account, or one for each session: these are written down, then visited once after a start, which makes their INBOX. */
async function accountsFor(bench: Bench, stack: Stack, { users, sessions }: Sessions): Promise<Account[]> {
  if (!users) return [stack.account];
  const accounts = await moreUsers(
    stack,
    Array.from({ length: Math.max(...sessions) }, (_, i) => `u${i + 1}`),
  );
  await bench.freshServer();
  for (const account of accounts) {
    const { wire } = await login(stack.server.imap, account);
    const opened = await wire.run('SELECT INBOX', COMMAND_MS);
    mustBeOk(opened, 'SELECT INBOX', `the user ${account.login} was made just now`);
    wire.close();
    if (opened.untagged.some(({ text }) => /^0 EXISTS$/i.test(text))) continue;
    throw new Failure(EXIT.unmeasured, {
      fact: `The INBOX of the further user ${account.login} is not empty`,
      cause: `its SELECT said: ${opened.untagged.map(({ text }) => text).join(' | ')}`,
      next: "see `userList` of the server's file in src/containers/: each user needs a mailbox of its own",
    });
  }
  return accounts;
}

/** Opens what is missing to each number of sessions and reads; all are closed when the last was read, or on the way out. */
async function* growing(
  bench: Bench,
  stack: Stack,
  scenario: Scenario,
  wanted: Sessions,
  { accounts, messages }: { readonly accounts: readonly Account[]; readonly messages: number },
): AsyncGenerator<{ open: number; sample: Sample }> {
  const { probe, server, metricsUrl } = stack;
  const read = async (moment: 'before' | 'after'): Promise<Reading> => {
    const reading = await probe.read(server.target, moment, metricsUrl);
    bench.time.settlingMs += reading.settledMs;
    return reading;
  };
  const { state } = scenario;
  const start = bench.serverStarts;
  const held: Wire[] = [];
  try {
    if (state !== 'connected') await wearIn(stack, () => read('after'));
    const doses = new Map<number, Awaited<ReturnType<Bench['dose']>>>();
    for (const open of wanted.sessions)
      doses.set(open, await bench.dose(resultAt(scenario, wanted, messages, open), 'first', 1));
    const before = await read('before');
    let wallMs = 0;
    for (const open of wanted.sessions) {
      const since = performance.now();
      while (held.length < open) {
        const account = accounts[held.length % accounts.length] as Account;
        held.push(await openOne(server, state, wanted, account, held.length + 1));
      }
      wallMs += performance.now() - since;
      await doses.get(open)?.begin();
      const after = await read('after');
      refuseIfLost(held);
      const cost = costOf(before, after, 1, bench.plan.cpus);
      const what = { pass: 'memory', kind: 'first', start, executions: 1, wallMs, untagged: {} } as const;
      yield { open, sample: { ...cost, ...what } };
    }
  } finally {
    for (const wire of held) wire.close();
  }
}

function resultAt(scenario: Scenario, wanted: Sessions, messages: number, open: number): ScenarioResult {
  const sent = [
    ...(scenario.state === 'connected' ? ['(greeting)'] : ['LOGIN']),
    ...(scenario.state === 'selected' ? ['SELECT INBOX'] : []),
    ...(wanted.idling ? ['IDLE'] : []),
  ].join(', ');
  const command = `${open} × ${sent}${wanted.tls ? ', over TLS' : ''}${wanted.users ? ', each of another user' : ''}`;
  const series = 'sessions' as const;
  return { ...blank(scenario), command, series, variables: { N: messages, k: 0, B: 0, M: 0, U: open } };
}
