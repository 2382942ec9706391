import { expensive } from '../../src/study/expensive';
import type { Form } from '../../src/study/expensive-user';
import { studied } from '../../src/study/studied';

// The text: "there is nothing more annoying than a user, honest or malicious, breaking the server while running a resource
// intensive command". A word that no mail holds makes the search go through all of them.
const search = (connections: number): Form => ({
  form: 'search',
  line: 'SEARCH TEXT "quinquireme"',
  connections,
});
const fetch = (connections: number): Form => ({
  form: 'fetch',
  line: 'FETCH 1:* (BODY.PEEK[])',
  connections,
});
const unread = (connections: number): Form => ({ ...fetch(connections), form: 'unread' });

studied(expensive, {
  whole: {
    forms: [search(1), search(2), search(4), fetch(1), fetch(2), fetch(4), unread(4)],
    calmMs: 2000,
    attackMs: 5000,
    patienceMs: 20_000,
  },
  quick: null,
});
