import { renderJunit } from './junit';
import { failed, measured, report, skipped, verdict } from './synthetic';

/** Checks that elements are closed in order and that nothing else looks like one. */
function expectWellFormed(text: string): void {
  const open: string[] = [];
  const element = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)\s*(\/?)>/g;
  const rest = text
    .replace(/^<\?xml[^>]*\?>/, '')
    .replace(element, (_all, closing, name, _attributes, empty) => {
      if (closing) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      return '';
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/);
}

test('measured, failed, broken and skipped scenarios are told apart and counted', () => {
  const text = renderJunit(
    report([
      measured('FETCH'),
      measured('STORE', { family: 'write', verdicts: [verdict('pass'), verdict('fail')] }),
      failed('IDLE', 'hung', ['panic'], { family: 'write' }),
      skipped('ENABLE', 'not advertised', { family: 'write' }),
    ]),
  );
  expectWellFormed(text);
  expect(text).toMatch(/<testsuites [^>]*tests="4" failures="1" errors="1" skipped="1"/);
  expect(text).toMatch(/<testsuite name="maddy write" tests="3" failures="1" errors="1" skipped="1"/);
  expect(text).toContain('<skipped message="not advertised"/>');
  expect(text).toMatch(/<failure type="exact"[^>]*>[^<]*reproduce: npx aerometer run/);
  expect(text).toMatch(/<error message="hung">hung\npanic<\/error>/);
});

test('an inconclusive verdict is neither green nor red, an exception is green and said', () => {
  const text = renderJunit(
    report([
      measured('A', { verdicts: [verdict('inconclusive')] }),
      measured('B', { verdicts: [verdict('exception')] }),
    ]),
  );
  expect(text).toMatch(/<skipped message="inconclusive: /);
  expect(text).toMatch(/<system-out>exception: /);
  expect(text).toMatch(/failures="0" errors="0" skipped="1"/);
});

test('a failure is not hidden by an inconclusive verdict beside it', () => {
  const text = renderJunit(report([measured('A', { verdicts: [verdict('inconclusive'), verdict('fail')] })]));
  expect(text).toContain('failures="1" errors="0" skipped="0"');
});

test('the same scenario at two sizes is two cases', () => {
  const at = (N: number) => ({ variables: { N, k: 1, B: 1, M: 1, U: 1 } });
  const text = renderJunit(report([measured('LIST', at(100)), measured('LIST', at(200))]));
  expect([...text.matchAll(/ name="(LIST[^"]*)"/g)].map(([, name]) => name)).toEqual([
    'LIST [N=100]',
    'LIST [N=200]',
  ]);
});

test('whatever a server wrote, the file stays XML', () => {
  const evil = `]]><x a="'&lt; \u0000\u001b[31m\ud800\uffff`;
  const text = renderJunit(report([failed(evil, evil, [evil]), skipped('ENABLE', evil)]));
  expectWellFormed(text);
  expect(text).not.toMatch(/[^\P{C}\n]/u);
});

test('parts of a study, their verdicts and the claims of its answer are cases: a "no" is a finding, over budget a failure', () => {
  const claim = (outcome: 'yes' | 'no' | 'undecided') =>
    ({ kind: 'claim', claim: `It is ${outcome}`, outcome, because: '<figures>' }) as const;
  const about = { name: 'idle', title: 'IDLE' };
  const text = renderJunit({
    ...report([]),
    parts: [
      {
        ...about,
        state: 'shown',
        record: {},
        judged: [
          { name: 'FETCH 7', verdicts: [verdict('pass'), verdict('fail', { actual: '2 GetObject' })] },
          { name: 'FETCH 8', verdicts: [verdict('pass')] },
        ],
        section: { id: 'idle', title: 'IDLE', blocks: [claim('no'), claim('undecided')] },
      },
      { ...about, state: 'failed', reason: 'hung', log: ['panic'] },
      { ...about, state: 'left out', reason: 'left out by --quick' },
    ],
    answer: { question: 'Q', outcome: 'no', sentence: 'No.', blocks: [claim('yes')] },
  });
  expectWellFormed(text);
  expect(text).toMatch(/<testsuites [^>]*tests="8" failures="1" errors="1" skipped="2"/);
  expect(text).toMatch(/<testsuite name="maddy study" tests="7" failures="1"/);
  expect(text).toMatch(/name="FETCH 7" time="0.000">\s*<failure [^>]*2 GetObject/);
  expect(text).toContain('<system-out>no: &lt;figures&gt;</system-out>');
  expect(text).toContain('<skipped message="left out by --quick"/>');
});
