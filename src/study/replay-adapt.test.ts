import type { User } from '../containers/more-users';
import { mailboxOf } from '../mailbox/choose';
import { type Inbox, inboxOf } from '../mailbox/inbox';
import { lineOf } from '../run/execution';
import { argumentsOf } from '../scenario/arguments';
import { COMMAND_LOG } from '../scenario/command-log';
import { newBytesOf } from '../scenario/measured';
import { faults } from '../scenario/validate';
import { parseSequenceSet, variablesOf } from '../scenario/variables';
import type { Context } from '../scenario/words';
import { adapt } from './replay-adapt';
import { type Facts, factsOf } from './replay-facts';
import { foldersIn } from './replay-folders';

const user: User = { login: 'alice', password: 'pass word', address: 'alice@aerometer.test' };
const ALL = new Set('CONDSTORE ENABLE UTF8=ACCEPT MOVE UNSELECT IDLE LIST-STATUS'.split(' '));
const lines = COMMAND_LOG.commands.map(({ line }) => line);

/** UIDs that are no sequence numbers, so that one cannot be taken for the other. */
const uidOf = (sequence: number) => 1000 + 2 * sequence;

function factsWith(messages: number, capabilities = ALL): Facts {
  const mailbox = mailboxOf({ kind: 'dataset', messages });
  const shown = mailbox.sizes.map((size, at) => ({
    uid: uidOf(at + 1),
    size,
    flags: mailbox.mail(at + 1).flags,
    internalDate: `${1 + Math.floor(at / 4)}-Mar-2010 12:00:00 +0000`,
  }));
  const inbox: Inbox = inboxOf(mailbox, shown);
  return factsOf(mailbox, { user, inbox, capabilities });
}

const whole = factsWith(100);
const few = factsWith(10);

/** The line as it is sent, when the steps before have been done. */
function sent(line: string, facts: Facts) {
  const { scenario } = adapt(line, facts);
  const context: Context = {
    user: user.login,
    password: user.password,
    inbox: facts.inbox,
    added: (scenario.prepare ?? []).flatMap((step) =>
      typeof step === 'object' && 'append' in step ? Array<number>(step.append).fill(step.bytes) : [],
    ),
    addedUids: [9001, 9003],
    newBytes: newBytesOf(scenario.measure),
    modseq: '77',
    scratch: 'Scratch-1',
  };
  return {
    scenario,
    line: lineOf(scenario.measure, context),
    variables: variablesOf(scenario.touches, context, { newBytes: context.newBytes }),
  };
}

test.each(lines)('%s', (logged) => {
  for (const facts of [whole, few]) {
    const { scenario, line, variables } = sent(logged, facts);
    expect(faults(scenario)).toEqual([]);
    // It can be read, and neither a placeholder, the log's own names and numbers nor a word of ours is left.
    expect(argumentsOf(line).length).toBeGreaterThan(0);
    expect(line).not.toMatch(/\{[A-Za-z]|saint-ex|undefined|NaN|CHANGEDSINCE (?!77\))/);
    const [, uid, set = '1'] = /^(UID )?(?:FETCH|STORE|SEARCH(?= [\d*])) (\S+)/.exec(line) ?? [];
    const isUid = uid !== undefined && !/SEARCH/.test(line);
    const numbers = set.match(/\d+/g)?.map(Number) ?? [];
    const last = facts.inbox.shown.length;
    const sequences = numbers.map((number) => (isUid ? (number - uidOf(0)) / 2 : number));
    expect(() => parseSequenceSet(sequences.join(','), last)).not.toThrow();
    expect(variables.k).toBeGreaterThanOrEqual(
      /^(UID )?(FETCH|STORE|MOVE|EXPUNGE|CLOSE)\b/.test(line) ? 1 : 0,
    );
  }
});

test.each([
  ['UID FETCH 3,2,1 (FLAGS)', 'UID FETCH 1006,1004,1002 (FLAGS)'],
  ['UID FETCH 86:* (FLAGS)', 'UID FETCH 1172:* (FLAGS)'],
  ['FETCH *:5 (UID)', 'FETCH *:5 (UID)'],
  ['UID FETCH 1:7 (FLAGS) (CHANGEDSINCE 9)', 'UID FETCH 1002:1014 (FLAGS) (CHANGEDSINCE 77)'],
  ['UID SEARCH 1:4 NOT DELETED', 'UID SEARCH 1:4 NOT DELETED'],
  // The newest mail is of 25 March here and of 14 February in the log.
  ['SEARCH UNDELETED SINCE 13-Feb-2024', 'SEARCH UNDELETED SINCE 24-Mar-2010'],
  ['UID SEARCH BEFORE 9-Feb-2024', 'UID SEARCH BEFORE 20-Mar-2010'],
  ['UID MOVE 20:21 "Dataset"', 'UID MOVE 9001,9003 "Dataset"'],
  ['APPEND "Drafts" (\\Seen \\Draft) {message}', `APPEND "Drafts" (\\Seen \\Draft) {${whole.appended}}`],
  ['LOGIN {user} {password}', 'LOGIN alice "pass word"'],
  ['LOGIN "{user}" {password}', 'LOGIN "alice" "pass word"'],
  ['LOGIN "{user}@saint-ex.deuxfleurs.org" {password}', 'LOGIN "alice@aerometer.test" "pass word"'],
  ['STATUS INBOX (MESSAGES)', 'STATUS INBOX (MESSAGES)'],
])('%s is sent as %s', (logged, expected) => {
  expect(sent(logged, whole).line).toBe(expected);
});

test('a number beyond the last message is the last', () => {
  expect(sent('UID FETCH 60:62 (FLAGS)', few).line).toBe('UID FETCH 1020:1020 (FLAGS)');
  expect(sent('UID SEARCH 1:40 UNSEEN', few).line).toBe('UID SEARCH 1:10 UNSEEN');
});

test('a part is asked of a message that has it: the one that is named, or the next', () => {
  const at = (line: string) => Number(/FETCH (\d+)/.exec(sent(line, whole).line)?.[1]) / 2 - 500;
  const named = Array.from({ length: 100 }, (_, i) => i + 1).find((n) => whole.leaves(n).includes('2')) ?? 0;
  expect(at(`UID FETCH ${named} (BODY.PEEK[2])`)).toBe(named);
  const chosen = at('UID FETCH 1 (BODY.PEEK[1.2] BODY.PEEK[2])');
  expect(whole.leaves(chosen)).toEqual(expect.arrayContaining(['1.2', '2']));
});

test('a STORE finds its flags off, and puts back what the mails were seeded with', () => {
  // Of the dataset, mail 2 is seen and answered, mail 3 is neither.
  const { scenario } = adapt('UID STORE 2:3 +FLAGS (\\Seen NonJunk)', whole);
  expect(scenario.prepare).toEqual(['STORE 2:3 -FLAGS.SILENT (\\Seen NonJunk)']);
  expect(scenario.undo).toEqual([
    'STORE 3 -FLAGS.SILENT (\\Seen)',
    'STORE 2 +FLAGS.SILENT (\\Seen)',
    'STORE 2:3 -FLAGS.SILENT (NonJunk)',
  ]);
});

test('what a server does not advertise, its client would not have sent', () => {
  const none = factsWith(10, new Set());
  const unmet = Object.fromEntries(lines.map((line) => [line, adapt(line, none).unmet]));
  expect(unmet['UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE 22)']).toEqual(['CONDSTORE']);
  expect(unmet['SELECT INBOX (CONDSTORE)']).toEqual(['CONDSTORE']);
  expect(unmet['ENABLE UTF8=ACCEPT']).toEqual(['ENABLE', 'UTF8=ACCEPT']);
  expect(unmet['LIST "" "*" RETURN (STATUS (UNSEEN))']).toEqual(['LIST-STATUS']);
  expect(unmet['UID MOVE 29 "Dataset"']).toEqual(['MOVE']);
  expect(unmet['UID FETCH 1:* (UID FLAGS)']).toEqual([]);
  expect(unmet['SELECT INBOX']).toEqual([]);
});

test('the mailboxes that the log opens, asks about or fills are those to be made', () => {
  expect(foldersIn(lines).sort()).toEqual(
    'Archive,Dataset,Drafts,INBOX.Pourriel,Mailspring,Mailspring.Snoozed,Sent,Test,Test.Coucou,Trash'.split(
      ',',
    ),
  );
});

test('a line of another kind is refused, not skipped', () => {
  expect(() => adapt('GETQUOTA ""', whole)).toThrow('cannot be adapted: GETQUOTA');
});
