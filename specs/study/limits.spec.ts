import { join } from 'node:path';
import { loadScenarios } from '../../src/scenario/registry';
import { limits } from '../../src/study/limits';
import { studied } from '../../src/study/studied';

// Six tries between half of a fresh server and twice its highest peak: the first is the highest, five halve the ratio between them.
studied(limits(loadScenarios(join(__dirname, '..'))), {
  whole: { highest: 5, steps: 6, rounds: 4 },
  quick: null,
});
