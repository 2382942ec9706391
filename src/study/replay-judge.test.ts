import { emptyProfile, type Profile } from '../budget/profile';
import { cpuSample, measured } from '../report/synthetic';
import type { Scenario } from '../scenario/scenario';
import { requestJudge } from './replay-judge';

const line = (name: string, touches = '1:2'): Scenario => ({
  name,
  family: 'query',
  rfc: 'RFC 3501 6.4.5',
  state: 'selected',
  measure: name,
  touches,
  because: 'a client sent it, and its layer may cost so much',
});
const HEADERS = 'FETCH of whole headers needs only the summaries';
const spec: Scenario = { ...line('FETCH 1:* (BODY.PEEK[HEADER])', '1:*'), name: HEADERS };
const profile: Profile = {
  ...emptyProfile('maddy'),
  exceptions: [
    {
      scenario: HEADERS,
      s3: { GetObject: 'k' },
      figures: '100 GetObject at k = 100',
      because: 'maddy reads headers from objects',
    },
  ],
};
const judge = requestJudge('maddy', [spec], profile);

function verdictsOn(name: string, requests: Record<string, number>) {
  const samples = [1, 2].map(() => cpuSample(1, 'steady', 1, requests));
  const result = measured(name, { variables: { N: 100, k: 2, B: 9, M: 5, U: 1 }, samples });
  return judge(line(name), result).map(({ metric, outcome, because }) => ({ metric, outcome, because }));
}

test('requests within the law of the layers pass', () => {
  expect(verdictsOn('UID FETCH 1:2 (ENVELOPE)', {})).toMatchObject([{ metric: 's3', outcome: 'pass' }]);
});

test('an exception excuses the same verb on the same layers, and is named', () => {
  expect(verdictsOn('UID FETCH 1:2 (RFC822.HEADER)', { 's3:GetObject': 2 })).toEqual([
    { metric: 's3', outcome: 'exception', because: `as in "${HEADERS}": maddy reads headers from objects` },
  ]);
});

test('it excuses no more than its formula, no other layer and no other verb', () => {
  const failed = [{ metric: 's3', outcome: 'fail' }];
  expect(verdictsOn('UID FETCH 1:2 (RFC822.HEADER)', { 's3:GetObject': 3 })).toMatchObject(failed);
  expect(verdictsOn('UID FETCH 1:2 (FLAGS)', { 's3:GetObject': 2 })).toMatchObject(failed);
  expect(verdictsOn('UID SEARCH 1:2 SUBJECT x', { 's3:GetObject': 2 })).toMatchObject(failed);
  // Two objects for two mails are the law of a body; one more is not.
  expect(verdictsOn('UID FETCH 1:2 (BODY.PEEK[])', { 's3:GetObject': 2 })).toMatchObject([
    { outcome: 'pass' },
  ]);
  expect(verdictsOn('UID FETCH 1:2 (BODY.PEEK[])', { 's3:GetObject': 3 })).toMatchObject(failed);
});
