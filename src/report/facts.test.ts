import { facts, findings } from './facts';
import { summarizeAll } from './summarize';
import { header, measured, memorySample, results } from './synthetic';

const MIB = 1024 ** 2;
const textOf = (run: ReturnType<typeof results>, label: string) =>
  facts(run, summarizeAll(run)).find((fact) => fact.label === label)?.text;
const at = (series: 'mailbox' | 'count', mib: number) =>
  measured(`FETCH ${mib}`, { series, samples: [memorySample(0, 1, { startRssBytes: mib * MIB })] });

test('the fresh server is told by mailbox, and is not the one that was worn in for the sizes of the gate', () => {
  const on2000 = measured('FETCH', {
    variables: { N: 2000, k: 0, B: 0, M: 0, U: 1 },
    samples: [memorySample(0, 1, { startRssBytes: 26 * MIB })],
  });
  expect(textOf(results([at('mailbox', 24), on2000, at('count', 30), at('count', 31)]), 'fresh server')).toBe(
    'RSS, warmed, before a command: 24.0 MiB on 100 mails, 26.0 MiB on 2,000 mails',
  );
  expect(textOf(results([at('count', 30)]), 'fresh server')).toBe(
    'RSS, warmed and worn in, before a command: 30.0 MiB',
  );
});

test('a limit of the server that our config raises is named, with the one it is delivered with', () => {
  const of = (name: string) => results([], { server: { ...header().server, name } });
  expect(textOf(of('dovecot'), 'setting')).toMatch(
    /^mail_max_userip_connections = \d{3,}, .*as delivered: 10/,
  );
  expect(textOf(of('maddy'), 'setting')).toBeUndefined();
  expect(textOf(of('another'), 'setting')).toBeUndefined();
});

test('a reason that differs from another only in its amount is told once, with the least and the most', () => {
  const why = (reason: string) =>
    measured(reason, {
      samples: [memorySample(0, 1, { peakRssBytes: null, sources: { peakRssBytes: reason } })],
    });
  const rows = summarizeAll(
    results([
      why('imap exited; it was at most 4248 KiB'),
      why('imap exited; it was at most 6912 KiB'),
      why('imap exited; it was at most 5000 KiB'),
      why('another reason'),
    ]),
  );
  expect(findings(rows).missing).toEqual([
    'peakRssBytes: imap exited; it was at most 4248 to 6912 KiB (3 scenarios)',
    'peakRssBytes: another reason (1 scenario)',
  ]);
});
