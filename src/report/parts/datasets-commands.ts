import type { CommandLog } from '../../scenario/command-log';
import { bars } from '../chart/bars';
import type { Block } from '../section';
import { count } from '../units';
import { total } from './distribution';

/** The commands that real clients sent: how many, how many different ones, and what of them the study has. */
export function commandBlocks({ counts, commands, notCarriedOver, lost }: CommandLog): Block[] {
  const byRaw = [...counts].sort((a, b) => b.raw - a.raw);
  const raw = total(counts.map((one) => one.raw));
  const unique = total(counts.map((one) => one.unique));
  const lines = (name: string) => commands.filter((command) => command.name === name).length;
  const drawn = (which: 'raw' | 'unique') =>
    byRaw.map((one) => ({ label: one.name, value: one[which], text: count(one[which]) }));
  const [first] = byRaw;
  const varied = counts.reduce((most, one) => (one.unique > most.unique ? one : most), {
    name: '',
    unique: 0,
  });
  return [
    {
      kind: 'paragraph',
      text: `Mail clients sent ${count(raw)} commands to a test server of Aerogramme's authors; ${count(unique)} of them differ. The log of these has ${count(commands.length)} lines, and each is written again as the line that a client sends.`,
    },
    {
      kind: 'figure',
      caption: 'All commands, per command name: how often each was sent.',
      svg: bars(drawn('raw'), { title: 'Commands sent, per command name', unit: 'commands' }),
    },
    {
      kind: 'figure',
      caption:
        'Unique commands, per command name: how many different ones were sent. The order is that of the figure above.',
      svg: bars(drawn('unique'), {
        title: 'Different commands, per command name',
        unit: 'different commands',
      }),
    },
    {
      kind: 'table',
      caption: 'Commands per name: counted in the log of the clients, and carried over into this study',
      heads: ['command', 'sent', 'different', 'carried over', 'not carried over'],
      rows: byRaw.map((one) => {
        const here = lines(one.name);
        return [
          one.name,
          ...[one.raw, one.unique, here, one.unique - here].map((value) => ({ text: count(value), value })),
        ];
      }),
    },
    {
      kind: 'claim',
      claim: 'FETCH is from far the most used command, with the most variations.',
      outcome: first?.name === 'FETCH' && varied.name === 'FETCH' ? 'yes' : 'no',
      because: `sent most: ${first?.name}, ${count(first?.raw ?? 0)} of ${count(raw)}, before ${byRaw[1]?.name} with ${count(byRaw[1]?.raw ?? 0)}; most different ones: ${varied.name}, ${count(varied.unique)} of ${count(unique)}`,
    },
    {
      kind: 'paragraph',
      text: `${count(unique)} were counted, and the log has ${count(commands.length)}. What is missing:`,
    },
    {
      kind: 'list',
      items: notCarriedOver.map(
        (one) => `${one.name}: ${count(one.unique)} of ${count(one.unique + lines(one.name))}. ${one.reason}`,
      ),
    },
    { kind: 'paragraph', text: 'What else the log does not tell, so that no replay can have it:' },
    { kind: 'list', items: lost },
  ];
}
