import { byHost, ofLatestHost } from './hosts';
import { syntheticGates } from './synthetic';

const [fast, slow] = [syntheticGates(2, { slow: 1 }), syntheticGates(2, { slow: 1.1, seed: 2, from: 3 })];
const unknown = syntheticGates(1, { from: 5 });

test('hosts are told apart by their calibrator, the fastest first; a few percent are one host', () => {
  const nearly = syntheticGates(1, { slow: 1.03, from: 6 });
  expect(byHost([...slow, ...nearly, ...fast])).toEqual([[...nearly, ...fast], slow]);
  expect(byHost([...fast, ...unknown])).toEqual([unknown, fast]);
  expect(byHost([])).toEqual([]);
});

test('doses are shares of what commands cost on the host of the latest gate', () => {
  const later = slow.map((one) => ({ ...one, recordedAt: '2026-11-30T12:00:00.000Z' }));
  expect(ofLatestHost([...later, ...fast])).toEqual(later);
  expect(
    ofLatestHost([
      ...fast,
      ...slow.slice(0, 1).map((one) => ({ ...one, recordedAt: '2026-11-01T12:00:00.000Z' })),
    ]),
  ).toEqual(fast);
  expect(ofLatestHost([])).toEqual([]);
});
