import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from './config-schema';
import { SETTING_NAMES, settingsOfFile } from './config-settings';
import { ROOT } from './root';

const properties = configJsonSchema().properties as Record<string, { description?: string }>;

test('aerometer.schema.json is what the settings are', () => {
  const committed: unknown = JSON.parse(readFileSync(join(ROOT, 'aerometer.schema.json'), 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});

test('every setting has its description', () => {
  expect(Object.keys(properties)).toEqual(['$schema', ...SETTING_NAMES]);
  for (const name of SETTING_NAMES)
    expect([name, properties[name]?.description]).toEqual([name, expect.any(String)]);
});

test('a config file may name its schema', () => {
  const file = { $schema: './node_modules/aerometer/aerometer.schema.json', server: 'maddy' };
  expect(settingsOfFile('aerometer.config.json', file)).toEqual({ server: 'maddy' });
  expect(() => settingsOfFile('aerometer.config.json', [file])).toThrow('aerometer.config.json');
});
