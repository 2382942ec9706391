import { versionIn } from './present';

test.each([
  ['garage v2.5.0 [features: k2v, lmdb]\r\n', '2.5.0'],
  ['aerogramme 0.3.0', '0.3.0'],
  ['2.3.19.1 (9b53102964)', '2.3.19.1'],
  ['v20.19.2', '20.19.2'],
  ['0.8.2 linux/amd64 go1.24.4\n\ndefault config: /data/maddy.conf', '0.8.2'],
  ['exec: not found', null],
])('%j says version %s', (output, version) => {
  expect(versionIn(output)).toBe(version);
});
