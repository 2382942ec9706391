import { requestText } from '../report/requests';
import type { ScenarioResult } from '../report/results';
import { sessionMemory, slopeText } from '../report/sessions';
import { type Figure, summarize } from '../report/summarize';
import { bytes, milliseconds } from '../report/units';

/** What came out of a scenario, in one line of the live progress. */
export function outcome(result: ScenarioResult): string {
  if (result.status !== 'measured') return `${result.status}: ${result.reason}`;
  const { cpuSteady, peak, requests } = summarize(result);
  const doubt = ({ bound, spread }: Figure) => ({ bound, spread });
  return [
    cpuSteady && `${milliseconds(cpuSteady.value, doubt(cpuSteady))} CPU`,
    peak && `peak ${bytes(peak.value, doubt(peak))}`,
    requests && `S3 ${requestText(requests.s3)}`,
    requests && requestText(requests.k2v) !== '0' && `K2V ${requestText(requests.k2v)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The same of a scenario with several sizes: of the largest of each series, and on how many starts. */
export function outcomeOfSizes(results: readonly ScenarioResult[]): string {
  const [only] = results;
  if (results.length === 1 && only) return outcome(only);
  const failed = results.find(({ status }) => status !== 'measured');
  if (failed) return outcome(failed);
  const largest = results.filter((one, i) => results[i + 1]?.series !== one.series);
  const starts = new Set(largest[0]?.samples.map(({ start }) => start)).size;
  return `${starts} starts; ${largest.map((one) => `largest ${one.series}: ${outcome(one)}`).join('; ')}`;
}

/** The same of a scenario that held growing numbers of sessions. */
export function outcomeOfSessions(results: readonly ScenarioResult[]): string {
  const apart = results.filter(({ status }) => status !== 'measured').map(outcome);
  const slopes = sessionMemory(results).map(
    ({ rss, pss, most }) => `a session ${slopeText(rss)} RSS, ${slopeText(pss)} PSS (1 to ${most} open)`,
  );
  return [...slopes, ...apart].join(', ');
}

/** The same of a scenario that was measured on two servers in turn. */
export function outcomeOfBoth(base: readonly ScenarioResult[], head: readonly ScenarioResult[]): string {
  const of = (results: readonly ScenarioResult[]) => {
    if (results.length === 0) return 'not measured, for the other has failed';
    return results.some(({ series }) => series === 'sessions')
      ? outcomeOfSessions(results)
      : outcomeOfSizes(results);
  };
  return `base: ${of(base)}; head: ${of(head)}`;
}
