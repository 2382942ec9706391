import { idle } from '../../src/study/idle';
import { studied } from '../../src/study/studied';

// The text's third concern: "IDLE RAM usage is the same as other commands, but IDLE keeps the RAM allocated for way longer".
studied(idle, {
  whole: {
    states: { starts: 3, sessions: [8, 16, 32, 64] },
    oneUser: [50, 100, 250, 500, 750, 1000],
    wakes: { levels: [1, 10, 100, 1000], mails: 5, deadlineMs: 45_000, patienceMs: 330_000 },
    distinct: { users: [50, 100, 150, 200], several: { users: 50, mailboxes: 3 } },
    stillMs: 10_000,
  },
  quick: {
    // The SESSIONS of the commands show the states.
    states: { starts: 0, sessions: [] },
    oneUser: [10, 25, 50],
    wakes: { levels: [1, 10, 50], mails: 2, deadlineMs: 5_000, patienceMs: 5_000 },
    distinct: { users: [], several: { users: 0, mailboxes: 1 } },
    stillMs: 1_000,
  },
});
