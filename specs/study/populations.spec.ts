import { populations } from '../../src/study/populations';
import { studied } from '../../src/study/studied';

// The text's two populations of 1,000 users: one polls every 5 minutes for 2 seconds, the other idles. On a time axis of a tenth,
// 100 clients log in as often as the text's 1,000: 3.3 times a second.
studied(populations, {
  whole: { clients: 100, factor: 10, rounds: 2, seed: 2024, draws: 4000 },
  quick: null,
});
