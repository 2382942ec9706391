import { z } from 'zod';
import { settingsSchema } from './config-settings';

/** What the file's keys mean, for an editor that shows it; README's table has the same. */
const SAYS: Readonly<Record<string, string>> = {
  server: 'aerogramme, maddy, dovecot, or own: the one that `own` describes',
  image: 'another image of the server',
  families: 'only these families',
  scenario: 'only this scenario; the beginning of its name or a part is enough',
  parts: 'only these parts of the study',
  sizes: 'messages in the mailbox, each scenario once a size',
  mailbox: 'only this generated mailbox',
  quick: 'fewer starts: faster, less certain',
  out: 'where results go',
  resume: 'go on with a run that was ended',
  keep: 'leave the containers running afterwards',
  waitSeconds: 'queue behind another run on this engine',
  mbox: 'your own mail',
  maildir: 'your own mail',
  profile: 'judge by this file, and write it with --update',
  publishHost: 'where a remote engine publishes ports',
  probe: 'what reads the counters',
  sort: 'worst first',
  seed: "the mail generator's seed",
  shard: 'of a gate, only the i-th of n parts: "1/3"',
  own: 'a server that aerometer does not know',
  specs: 'spec files of your own, or folders of them',
};

/** The JSON Schema of aerometer.config.json, for editors. */
export function configJsonSchema(): Record<string, unknown> {
  const { properties = {}, ...schema } = z.toJSONSchema(settingsSchema) as {
    properties?: Record<string, object>;
  };
  return {
    ...schema,
    title: 'aerometer.config.json',
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, { description: SAYS[name], ...one }]),
      ),
    },
  };
}
