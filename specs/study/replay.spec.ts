import { join } from 'node:path';
import { loadScenarios } from '../../src/scenario/registry';
import { replay } from '../../src/study/replay';
import { studied } from '../../src/study/studied';

/**
 * Every unique command of the seed text's log (fixtures/commands.json), adapted to the 100-mail dataset by
 * src/study/replay-adapt.ts: a first execution and two steady ones each, on one server start. `alone`: so many of the lines
 * with the highest peaks are run once more, each on a freshly started server.
 */
studied(replay(loadScenarios(join(__dirname, '..'))), { whole: { alone: 6 }, quick: null });
