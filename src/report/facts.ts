import { median } from '../meter/median';
import { oneLine } from './escape';
import { byMailbox } from './mailboxes';
import { bySize } from './points';
import { raisedLimits } from './raised';
import type { Results, ScenarioResult, Verdict } from './results';
import type { Summary } from './summarize';
import { bytes, count, duration } from './units';
import { verdictText } from './verdict-text';

/** What a figure is worth depends on where it was taken: one line a fact, for the foot of every report. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** "maddy 0.8.1 on Garage 2.5.0" */
export function headline({ server, storage }: Results): string {
  const named = ({ name, version }: { name: string; version: string | null }) =>
    oneLine(version === null ? name : `${name} ${version}`);
  return storage === null ? `${named(server)} on its own disk` : `${named(server)} on ${named(storage)}`;
}

export function facts(results: Results, rows: readonly Summary[]): Fact[] {
  const { run, host, server, storage, calibrator } = results;
  const { mailbox } = run;
  const fresh = freshText(results, rows);
  const list: (Fact | null)[] = [
    { label: 'server', text: describe(server) },
    ...raisedLimits(server.name),
    {
      label: 'storage',
      text: storage === null ? "none: mail lies on the server's own disk" : describe(storage),
    },
    {
      label: 'mailbox',
      text: `${mailbox.name}: ${count(mailbox.messages)} mails, ${bytes(mailbox.bytes)}, seed ${mailbox.seed}, checksum ${mailbox.checksum.slice(0, 12)}`,
    },
    fresh === null ? null : { label: 'fresh server', text: fresh },
    {
      label: 'host',
      text: `${host.cpu}, ${count(host.cores)} cores; Linux ${host.kernel}, cgroup ${host.cgroup}; Docker ${host.docker}`,
    },
    {
      label: 'CPUs',
      text: `${pinned('server', server.cpus)}${storage === null ? '' : `; ${pinned('storage', storage.cpus)}`}`,
    },
    ...Object.entries(host.limits).map(([name, limit]) => ({
      label: 'limit',
      text: `${name}: ${limit ?? 'not known'}`,
    })),
    calibrator === null
      ? null
      : { label: 'calibrator', text: `${calibrator.name}: noise ${(calibrator.noise * 100).toFixed(1)} %` },
    {
      label: 'run',
      text: `${run.command} (${run.mode}${run.quick ? ', quick: fewer starts' : ''}, seed ${run.seed})`,
    },
    { label: 'time', text: `${run.startedAt}; ${timeText(results)}` },
  ];
  return list.flatMap((fact) => (fact === null ? [] : [{ label: fact.label, text: oneLine(fact.text) }]));
}

/** On each of the run's own mailboxes where it has some: at the gate's sizes a server is worn in before, and is no fresh one. */
function freshText(results: Results, rows: readonly Summary[]): string | null {
  const held = (some: readonly Summary[]) => {
    const values = some.flatMap(({ startRss }) => (startRss === null ? [] : [startRss.value]));
    return values.length === 0 ? [] : [bytes(median(values))];
  };
  const own = byMailbox(results, rows).flatMap(({ messages, rows: on }) =>
    held(on).map((text) => `${text} on ${count(messages)} mails`),
  );
  if (own.length > 0) return `RSS, warmed, before a command: ${own.join(', ')}`;
  const [worn] = held(rows);
  return worn === undefined ? null : `RSS, warmed and worn in, before a command: ${worn}`;
}

function timeText({ run: { time } }: Results): string {
  if (time === null) return 'broken off before its end';
  const total = time.atWorkMs + time.settlingMs + time.startingMs + time.otherMs;
  const share = (ms: number) => `${total === 0 ? 0 : Math.round((100 * ms) / total)} %`;
  return `${duration(total)}: server at work ${share(time.atWorkMs)}, settling ${share(time.settlingMs)}, starting ${share(time.startingMs)}, other ${share(time.otherMs)}`;
}

function describe(what: {
  name: string;
  version: string | null;
  image: string | null;
  digest: string | null;
}): string {
  const version = what.version === null ? '' : ` ${what.version}`;
  return `${what.name}${version}, image ${what.image ?? 'not known'}, digest ${what.digest ?? 'none (no registry knows it)'}`;
}

function pinned(who: string, cpus: string | null): string {
  return cpus === null ? `${who} not pinned` : `${who} pinned to CPU ${cpus}`;
}

/** What a reader must not overlook, apart from the figures. */
export interface Findings {
  readonly errors: readonly Summary[];
  readonly skipped: readonly Summary[];
  readonly verdicts: Readonly<Record<Verdict['outcome'], readonly (Verdict & { row: Summary })[]>>;
  /** "peak RSS: the engine refuses the agent (12 scenarios)" */
  readonly missing: readonly string[];
}

export function findings(rows: readonly Summary[]): Findings {
  const judged = rows.flatMap((row) => row.result.verdicts.map((verdict) => ({ ...verdict, row })));
  const of = (outcome: Verdict['outcome']) => judged.filter((verdict) => verdict.outcome === outcome);
  return {
    errors: rows.filter(({ result }) => result.status === 'error'),
    skipped: rows.filter(({ result }) => result.status === 'skipped'),
    verdicts: {
      fail: of('fail'),
      inconclusive: of('inconclusive'),
      unfit: of('unfit'),
      exception: of('exception'),
      pass: of('pass'),
    },
    missing: missingTexts(rows),
  };
}

/** Known exceptions, each once: of all sizes that it holds for the largest is shown, with the number of the others. */
export function exceptionsOf({ verdicts }: Findings): { row: Summary; text: string }[] {
  const known = new Map<string, (Verdict & { row: Summary })[]>();
  for (const verdict of verdicts.exception) {
    const { row, metric, because } = verdict;
    const key = JSON.stringify([row.result.name, metric, because]);
    known.set(key, [...(known.get(key) ?? []), verdict]);
  }
  return [...known.values()].map((all) => {
    const variables = ({ row }: (typeof all)[number]) => row.result.variables;
    const last = all.reduce((most, one) => (bySize(variables(most), variables(one)) < 0 ? one : most));
    const others = count(all.length - 1);
    const where = all.length === 1 ? '' : ` (and at ${others} other size${all.length === 2 ? '' : 's'})`;
    return { row: last.row, text: `${verdictText(last)}${where}` };
  });
}

/** Verdicts that decide nothing, by their reason: one reason often holds for a whole run. */
export function undecided({ verdicts }: Findings, title: (result: ScenarioResult) => string): string[] {
  const reasons = new Map<string, string[]>();
  for (const { row, metric, kind, because } of [...verdicts.unfit, ...verdicts.inconclusive]) {
    const who = `${title(row.result)} (${metric}, ${kind})`;
    reasons.set(because, [...(reasons.get(because) ?? []), who]);
  }
  return [...reasons].map(([because, who]) => {
    const rest = who.length > UNDECIDED_NAMED ? ` and ${count(who.length - UNDECIDED_NAMED)} more` : '';
    return oneLine(`${because}: ${who.slice(0, UNDECIDED_NAMED).join('; ')}${rest}`);
  });
}
const UNDECIDED_NAMED = 3;

/** "2 fail, 1 exception, 120 pass"; empty where nothing was judged. */
export function verdictCounts({ verdicts }: Findings): string {
  return outcomeCounts(Object.values(verdicts).flatMap((list) => list.map(({ outcome }) => outcome)));
}

const OUTCOMES: readonly Verdict['outcome'][] = ['fail', 'inconclusive', 'unfit', 'exception', 'pass'];

export function outcomeCounts(all: readonly Verdict['outcome'][]): string {
  return OUTCOMES.map((outcome) => ({ outcome, n: all.filter((each) => each === outcome).length }))
    .flatMap(({ outcome, n }) => (n === 0 ? [] : [`${count(n)} ${outcome}`]))
    .join(', ');
}

/** Each reason once: those that differ only in the amount they name are one, with the least and the most of it. */
function missingTexts(rows: readonly Summary[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const { missing } of rows)
    for (const [name, reason] of missing) {
      const text = oneLine(`${name}: ${reason}`);
      const key = text.replace(AMOUNT, '$1');
      reasons.set(key, [...(reasons.get(key) ?? []), text]);
    }
  return [...reasons].map(([key, texts]) => {
    const amounts = texts.flatMap((text) => [...text.matchAll(AMOUNT)].map(([, , digits]) => Number(digits)));
    const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
    const told = least < most ? key.replace(/(?<=at most) (?=KiB)/, ` ${least} to ${most} `) : texts[0];
    return `${told} (${texts.length} ${texts.length === 1 ? 'scenario' : 'scenarios'})`;
  });
}

const AMOUNT = /(at most )(\d+ )(?=KiB)/g;
