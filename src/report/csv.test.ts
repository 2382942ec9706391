import { renderCsv } from './csv';
import { cpuSample, measured, memorySample, results } from './synthetic';

/** RFC 4180 section 2, as its grammar has it. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

const command = 'SEARCH SUBJECT "a, b"\r\nX';
const [head = [], ...lines] = parsed(
  renderCsv(
    results([
      measured('FETCH', {
        command,
        samples: [
          memorySample(0, 1),
          cpuSample(1, 'steady', 2.5, { 's3:GetObject': 7 }),
          cpuSample(2, 'steady', 3, {}),
        ],
      }),
    ]),
  ),
);
const of = (line: number, name: string) => lines[line]?.[head.indexOf(name)];

test('each sample is a line of as many fields as the head', () => {
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toHaveLength(head.length);
});

test('commas, quotes and line ends survive', () => {
  expect(of(0, 'command')).toBe(command);
});

test('what was not taken is empty, and a request that was not made is 0 where requests were counted', () => {
  expect([of(0, 'cpuMs'), of(1, 'cpuMs')]).toEqual(['', '2.5']);
  expect([0, 1, 2].map((line) => of(line, 's3:GetObject'))).toEqual(['', '7', '0']);
});
