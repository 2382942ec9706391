import type { ScenarioResult } from '../report/schema';
import { refuseContradictions } from './integrity';
import { syntheticRun } from './synthetic';
import { GOOD, specs } from './synthetic-judge';

describe('results that were edited are refused with the place', () => {
  const edited = (change: Partial<ScenarioResult>) => {
    const results = syntheticRun(GOOD);
    return () =>
      refuseContradictions(
        { ...results, scenarios: [{ ...results.scenarios[0], ...change } as ScenarioResult] },
        specs,
        'results.json',
      );
  };

  it.each<[string, Partial<ScenarioResult>, RegExp]>([
    ['a name', { name: 'FETCH nothing' }, /specs\/ holds no scenario[\s\S]*at scenarios\[0\]\.name/],
    ['a layer', { layer: 'index' }, /needs body, and the file says index[\s\S]*at scenarios\[0\]\.layer/],
    ['k', { variables: { N: 5, k: 9, B: 9, M: 1, U: 1 } }, /k = 9 of N = 5 messages/],
    ['B', { variables: { N: 5, k: 5, B: 9000, M: 1, U: 1 } }, /cannot have 9000/],
  ])('%s', (_, change, words) => {
    expect(edited(change)).toThrow(words);
  });

  it('and so is a size that is there twice', () => {
    const results = syntheticRun(GOOD);
    const twice = { ...results, scenarios: [...results.scenarios, ...results.scenarios] };
    expect(() => refuseContradictions(twice, specs, 'results.json')).toThrow(
      'is there twice at the same size',
    );
    expect(() => refuseContradictions(results, specs, 'results.json')).not.toThrow();
  });
});
