import { login } from '../../src/study/login';
import { studied } from '../../src/study/studied';

// The text's second concern: "Login resource usage is due to argon2". A client that polls every 5 minutes logs in 288 times a day.
studied(login, {
  whole: {
    starts: 3,
    repeats: { connect: 40, login: 12, authenticate: 8, select: 20, poll: 12, unknown: 16, wrong: 16 },
    crowd: 50,
    growth: 20,
  },
  quick: {
    starts: 1,
    repeats: { connect: 10, login: 3, authenticate: 3, select: 5, poll: 3, unknown: 3, wrong: 3 },
    crowd: 10,
    growth: 5,
  },
});
