import type { Results } from '../results';
import type { Section } from '../section';
import type { Part } from './part';
import { type Replay, replaySchema } from './replay-schema';

export const REPLAY: Part<Replay> = {
  name: 'replay',
  title: 'The command log, replayed',
  schema: replaySchema,
  section: replaySection,
};

function replaySection(_: Replay, __: Results): Section {
  return { id: REPLAY.name, title: REPLAY.title, blocks: [] };
}
