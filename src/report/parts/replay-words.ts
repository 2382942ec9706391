import { bytes } from '../units';
import { LOGINS_A_DAY } from './replay-day';
import type { Replay } from './replay-schema';

export const DEFINED =
  `A client-day is one client that polls every 5 minutes, so it logs in ${LOGINS_A_DAY} times a day; every other command comes in the log's ` +
  'ratio to its LOGINs. The log is of one test server with several clients over an unknown time, so this is a definition and no ' +
  'observation. It tells how often each command name was sent, and not how often each of its unique lines: executions are spread evenly ' +
  'over the lines, which is an assumption. What it is worth show the sums with all executions of a name on its cheapest line, and on its ' +
  'dearest. Each figure is the mean of the steady executions measured here, on one server start, so no interval can be given. An IDLE costs here what beginning and ending it costs.';

export const NOT_JUDGED =
  'Not judged here: how CPU time and memory grow, which needs mailboxes of several sizes (the commands of this report have them), and budgets, ' +
  "since a server's profile has its own commands. Requests are judged from one server start; what one start does, others may not. " +
  'CPU is that of an execution after the first. Peak RSS is what the first execution rose by above the RSS right before it: an allocator ' +
  'keeps what lines before have taken, so it may hide a need, which the peaks on fresh starts do not.';

/** How lines of the log became lines for this mailbox. */
export function ADAPTED({ messages, appended, folderMails, folders, refusedFolders }: Replay): string[] {
  return [
    `Number n in a sequence set or a UID set is the n-th message of INBOX; one beyond its ${messages} messages is the last.`,
    "A set that ends in * reaches to the end of this INBOX, and so perhaps further than in the log, which does not tell its mailboxes' sizes.",
    'A section such as BODY[1.2] is asked of the message that the log names, or the next one that has that part.',
    'CHANGEDSINCE has the HIGHESTMODSEQ of INBOX before one message of the set was changed, so one message is answered.',
    "A date is as many days before the newest mail as it was before the log's last day, 14 February 2024.",
    'SEARCH HEADER Message-ID looks for the newest mail of INBOX.',
    'A STORE finds its flags off, and they are put back as they were seeded; so is \\Seen after BODY[] without PEEK.',
    'EXPUNGE and CLOSE delete one mail, and MOVE moves as many as in the log; these mails are added for it and removed afterwards.',
    `An APPEND brings a mail of ${bytes(appended)}, the middle size of INBOX: the log does not tell it.`,
    `Mailboxes besides INBOX (${folders.join(', ')}) were made with ${folderMails} mails each; CREATE was measured before they were there.`,
    'A LOGIN has the user of the study, written as in the log: an atom, a quoted string, or a whole address.',
    'A line that needs a capability which the server does not advertise was not sent: its client would not have sent it either.',
    ...refusedFolders.map((text) => `The server did not make a mailbox: ${text}.`),
  ];
}
