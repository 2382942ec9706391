import dataset from '../../../fixtures/dataset.json';
import inbox from '../../../fixtures/inbox.json';
import { mailboxOf } from '../../mailbox/choose';
import { COMMAND_LOG } from '../../scenario/command-log';
import type { RunHeader } from '../results';
import type { Section } from '../section';
import { bytes, count } from '../units';
import { commandBlocks } from './datasets-commands';
import { mailBlocks } from './datasets-mails';

/**
 * The two datasets of the seed text, and what stands for them here. It needs no server: only the fixtures, the generators and
 * the run's header, whose seed they are asked with.
 */
export function datasetsSection({ run }: Pick<RunHeader, 'run'>): Section {
  const { mailbox, seed } = run;
  return {
    id: 'datasets',
    title: 'The two datasets: mails and commands',
    blocks: [
      ...mailBlocks({
        dataset: dataset.sizes,
        inbox: inbox.sizes,
        made: {
          dataset: mailboxOf({ kind: 'dataset', seed }).sizes,
          inbox: mailboxOf({ kind: 'inbox', seed }).sizes,
        },
      }),
      {
        kind: 'paragraph',
        text: `The first mailbox of this run was ${mailbox.name}: ${count(mailbox.messages)} mails, ${bytes(mailbox.bytes)}, generator seed ${mailbox.seed}, SHA-256 ${mailbox.checksum}. The server was asked for the size of every mail before anything was measured.`,
      },
      ...commandBlocks(COMMAND_LOG),
    ],
  };
}
