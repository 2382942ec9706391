import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';
import { FAMILIES } from '../scenario/scenario';
import { loadPlan } from './plan';

type Tests = Parameters<Sequencer['sort']>[0];

/**
 * Jest's own order is by size and age. Families come in theirs, so that two runs are alike; the parts of a study in the plan's, for one
 * may read what another has measured.
 */
export default class InOrder extends Sequencer {
  override sort(tests: Tests): Tests {
    const { parts } = loadPlan();
    const order: readonly string[] = parts.length > 0 ? parts : FAMILIES;
    const place = ({ path }: Tests[number]) => {
      const at = order.indexOf(basename(path, '.spec.js'));
      // A user's own file comes after ours.
      return at < 0 ? order.length : at;
    };
    return [...tests].sort((a, b) => place(a) - place(b));
  }
}
