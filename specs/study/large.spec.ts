import { large } from '../../src/study/large';
import { studied } from '../../src/study/studied';

const MB = 1e6;

// The text: "email streaming could really improve RAM usage for large emails, especially on APPEND and LMTP delivery, or even on
// FETCH when the body is required"; and most sites take mails up to 25 MB.
studied(large, {
  whole: {
    sizes: [MB, 2 * MB, 5 * MB, 10 * MB, 15 * MB, 20 * MB, 25 * MB],
    starts: 2,
    small: { bytes: 10_000, times: 10 },
    beyond: [30 * MB, 40 * MB, 60 * MB, 100 * MB, 1000 * MB],
    mostSent: 100 * MB,
  },
  quick: { sizes: [5 * MB], starts: 1, small: null, beyond: [], mostSent: 0 },
});
