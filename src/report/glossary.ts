/** What "the text" is, for who has not read it; told on the first screen. */
export const SEED =
  '"The text" is a post of 15 February 2024 on the blog of Aerogramme, "Does Aerogramme use too much memory?": its author measured one server by hand, ' +
  'and its claims are held here against figures of this one.';

export const GLOSSARY_TITLE = 'What the words mean';

/** Words of the reports that a newcomer has not met. */
export const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  [
    'study',
    'a run that asks what a server costs and reports it; most things are measured on the server as its users run it.',
  ],
  [
    'gate',
    'a run for a CI: one CPU, mailboxes of sizes that double, every cost judged, and an exit code that fails the build. A study measures the same sizes once more to see how costs grow.',
  ],
  ['fresh, warmed server', 'just started; one session has logged in, opened INBOX and left.'],
  [
    'worn-in server',
    'many have logged in and out at once until that left its memory where it was: what password hashes and a first heap take is there already and is charged to nobody.',
  ],
  [
    'start',
    'one life of the server. Executions within one start share its luck, so an error is known over several starts only.',
  ],
  ['first, steady', 'the first execution after a start; those after it.'],
  [
    'N, k, B, M',
    'messages in the mailbox; messages that the command touches; the bytes of these; the bytes of the largest of them.',
  ],
  ['U', 'sessions that are open at once; in the formula of the answer, users.'],
  [
    'RSS, PSS, anonymous',
    'memory of all processes of the server: with shared pages counted once a process; with these divided among those who share them; without pages of files.',
  ],
  ['peak, retained', 'how far a command raised RSS at its highest; what of it was still there afterwards.'],
  [
    'law, O(k)',
    'how the cost model lets a cost grow: O(1) not at all, O(k) with the messages touched. A verdict holds figures against a law.',
  ],
  [
    'exception',
    'a law that this server is known to break, written down with its reason and its own limit. It counts neither as a pass nor as a failure.',
  ],
  ['inconclusive, unfit', 'the figures do not decide it; the host was too noisy to judge by.'],
];
