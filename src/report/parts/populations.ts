import type { Section } from '../section';
import type { Part } from './part';
import { chanceBlocks } from './populations-chance';
import { memoryTable } from './populations-memory';
import { realBlocks } from './populations-real';
import { type PopulationsData, populationsSchema } from './populations-schema';

export const populations: Part<PopulationsData> = {
  name: 'populations',
  title: 'Who polls and who idles: two populations',
  schema: populationsSchema,
  section: (data) => sectionOf(data),
};

function sectionOf(data: PopulationsData): Section {
  return {
    id: 'populations',
    title: populations.title,
    blocks: [...chanceBlocks(data), memoryTable(data), ...realBlocks(data)],
  };
}
