import { EXIT, Failure } from '../config/failure';
import { keyOf, type Results } from '../report/schema';
import { layersOf } from '../scenario/layers';
import type { Scenario } from '../scenario/scenario';

/**
 * Refuses results that contradict themselves or the specs: nobody can say what such figures mean. The format itself is checked
 * when the file is read. Throws Failure (exit code 2) with the file and the place.
 */
export function refuseContradictions(results: Results, specs: readonly Scenario[], file: string): void {
  const seen = new Set<string>();
  results.scenarios.forEach((result, i) => {
    const { name, layer, variables, samples, status } = result;
    const place = `scenarios[${i}]`;
    const spec = specs.find((one) => one.name === name);
    if (spec === undefined) throw contradiction(file, `${place}.name`, `specs/ holds no scenario "${name}"`);
    const layers = layersOf(spec.measure, spec.touches).join(' + ');
    if (layer !== layers)
      throw contradiction(file, `${place}.layer`, `"${name}" needs ${layers}, and the file says ${layer}`);
    if (seen.has(keyOf(result)))
      throw contradiction(file, place, `"${name}" is there twice at the same size`);
    seen.add(keyOf(result));
    if (status !== 'measured') return;
    const { N, k, B, M } = variables;
    const brought = spec.touches === 'new' ? 1 : 0;
    if (k > N + brought) throw contradiction(file, `${place}.variables`, `k = ${k} of N = ${N} messages`);
    if (M > B || B > k * M)
      throw contradiction(
        file,
        `${place}.variables`,
        `${k} messages, the largest of ${M} bytes, cannot have ${B}`,
      );
    samples.forEach((sample, j) => {
      const fault =
        sample.kind === 'first' && sample.executions !== 1 ? 'a first execution is one' : undefined;
      if (fault) throw contradiction(file, `${place}.samples[${j}].executions`, fault);
    });
  });
}

function contradiction(file: string, place: string, cause: string): Failure {
  return new Failure(EXIT.usage, {
    fact: `${file} contradicts itself or the specs`,
    cause: `${cause}\n  → at ${place}`,
    next: 'restore the file or measure again with this checkout',
  });
}
