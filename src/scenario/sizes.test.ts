import { join } from 'node:path';
import { ROOT } from '../config/root';
import { mailboxOf } from '../mailbox/choose';
import { loadScenarios } from './registry';
import type { Measured } from './scenario';
import {
  FEW_LARGE,
  GATE_MAILBOXES,
  gateSizesOf,
  MANY_SMALL,
  specOf,
  TWO_GROWING,
  withNewBytes,
} from './sizes';

const of = (measure: Measured, touches: string) => gateSizesOf({ measure, touches });
const mailboxes = (measure: Measured, touches: string, series: string) =>
  of(measure, touches)
    .filter((size) => size.series === series)
    .map(({ mailbox }) => mailbox);

test.each([
  ['a session command', 'LOGIN a b', 'none', MANY_SMALL, []],
  ['an index command that covers the mailbox', 'FETCH 1:* (FLAGS)', '1:*', MANY_SMALL, []],
  ['a write of ten mails', 'EXPUNGE', '{added}', MANY_SMALL, []],
  ['a write of all mails', 'STORE 1:* +FLAGS (\\Flagged)', '1:*', FEW_LARGE, []],
  ['a summary command', 'FETCH 1:* (ENVELOPE)', '1:*', FEW_LARGE, TWO_GROWING],
  ['a body command', 'SEARCH TEXT {word}', '1:*', FEW_LARGE, TWO_GROWING],
  ['a body command on one added mail', 'FETCH {added} (BODY.PEEK[1])', '{added}', MANY_SMALL, []],
  ['a small new mail', { append: 4096 }, 'new', MANY_SMALL, []],
] as const)('%s has its sizes', (_, measure, touches, count, size) => {
  expect(mailboxes(measure, touches, 'count')).toEqual(count);
  expect(mailboxes(measure, touches, 'size')).toEqual(size);
});

test('a large new mail varies itself, up to what is declared, in one mailbox', () => {
  const sizes = of({ deliver: 20_000_000 }, 'new');
  expect(sizes.map(({ newBytes }) => newBytes)).toEqual([
    625_000, 1_250_000, 2_500_000, 5_000_000, 10_000_000, 20_000_000,
  ]);
  expect(new Set(sizes.map(({ mailbox }) => mailbox))).toEqual(new Set([MANY_SMALL[0]]));
  expect(withNewBytes({ deliver: 20_000_000 }, 625_000)).toEqual({ deliver: 625_000 });
});

test('every scenario but those of many sessions has six sizes a series that double, and nobody else mailboxes', () => {
  for (const scenario of loadScenarios(join(ROOT, 'specs'))) {
    const sizes = gateSizesOf(scenario);
    if (scenario.name.startsWith('SESSIONS')) expect(sizes).toEqual([]);
    else expect([scenario.name, sizes.length % 6, sizes.length > 0]).toEqual([scenario.name, 0, true]);
    for (const { mailbox } of sizes) expect(GATE_MAILBOXES).toContain(mailbox);
  }
});

test('the mailboxes of the gate can be made, and mails of one are alike', () => {
  for (const filled of [...FEW_LARGE.slice(0, 1), ...TWO_GROWING.slice(0, 1)]) {
    const mailbox = mailboxOf(specOf(filled));
    expect(mailbox.sizes).toEqual(Array(filled.messages).fill(filled.bytes));
    for (const sequence of mailbox.sizes.keys())
      expect(mailbox.mail(sequence + 1).bytes.toString('latin1')).toMatch(
        /^Content-Type: multipart\/mixed/im,
      );
  }
});
