import { Turns } from './turns';

const [base, head] = [{ name: 'base' }, { name: 'head' }];

/** What each of them did, in the order in which it was done; `inside` is how many were at work at once. */
function work(turns: Turns, seen: string[], state = { inside: 0, most: 0 }) {
  return (who: { name: string }, pieces: number, fails = false) =>
    turns.run(who, async () => {
      for (let i = 0; i < pieces; i += 1) {
        state.inside += 1;
        state.most = Math.max(state.most, state.inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.push(who.name[0] ?? '');
        state.inside -= 1;
        if (fails) throw new Error('it broke');
        await turns.pass(who);
      }
    });
}

test('goes base head head base, one at a time', async () => {
  const seen: string[] = [];
  const state = { inside: 0, most: 0 };
  const run = work(new Turns(), seen, state);
  await Promise.all([run(base, 4), run(head, 4)]);
  expect(seen.join('')).toBe('bhhbbhhb');
  expect(state.most).toBe(1);
});

test('goes on alone when the other has ended or failed', async () => {
  const seen: string[] = [];
  const run = work(new Turns(), seen);
  await Promise.all([run(base, 1), run(head, 3)]);
  expect(seen.join('')).toBe('bhhh');
  const ended = await Promise.allSettled([run(head, 3, true), run(base, 3)]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(seen.slice(4).join('')).toBe('hbbb');
});

test('what the first decides holds for the others too', () => {
  const turns = new Turns();
  expect([turns.agree('FETCH at 100', 17), turns.agree('FETCH at 100', 21)]).toEqual([17, 17]);
  expect(turns.agree('FETCH at 200', 9)).toBe(9);
});
