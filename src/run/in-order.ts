import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { loadPlan } from './plan';

type Tests = Parameters<Sequencer['sort']>[0];

/** Jest's own order is by size and age; the parts of a study come in the plan's, for one may read what another has measured. */
export default class InOrder extends Sequencer {
  override sort(tests: Tests): Tests {
    const { parts } = loadPlan();
    const place = ({ path }: Tests[number]) => parts.indexOf(basename(path, '.spec.ts'));
    return [...tests].sort((a, b) => place(a) - place(b));
  }
}
