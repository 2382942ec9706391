import type { Section } from '../section';
import { brokenOffBlocks } from './broken-off';
import { sizeClaims } from './idle-claims';
import { holdBlocks } from './idle-holds';
import { type IdleData, idleSchema } from './idle-schema';
import { stateBlocks } from './idle-states';
import { wakeBlocks } from './idle-wake-ups';
import type { Part } from './part';

export const idle: Part<IdleData> = {
  name: 'idle',
  title: 'IDLE: memory per session, and what an arriving mail costs',
  schema: idleSchema,
  section: (data) => sectionOf(data),
};

function sectionOf(data: IdleData): Section {
  return {
    id: 'idle',
    title: idle.title,
    blocks: [
      ...data.leftOut.map((text) => ({ kind: 'paragraph' as const, text: `Left out: ${text}.` })),
      ...stateBlocks(data),
      ...holdBlocks(data),
      ...sizeClaims(data),
      ...wakeBlocks(data),
      ...brokenOffBlocks(data.brokenOff),
    ],
  };
}
