import { isAboutRegistry, registryOf } from './pull';

test.each([
  ['dxflrs/garage:v2.5.0', 'docker.io'],
  ['debian', 'docker.io'],
  ['localhost/x:1', 'localhost'],
  ['127.0.0.1:5000/garage:1', '127.0.0.1:5000'],
  ['registry.example/team/x@sha256:00', 'registry.example'],
])('%s is kept by %s', (ref, registry) => {
  expect(registryOf(ref)).toBe(registry);
});

test.each([
  ['dial tcp: lookup registry.example: no such host', true],
  ['dial tcp 10.0.0.1:443: connect: connection refused', true],
  ['x509: certificate signed by unknown authority', true],
  ['manifest for x:1 not found: manifest unknown', false],
  ['pull access denied for x, repository does not exist', false],
  ['no matching manifest for linux/arm64/v8', false],
])('"%s" closes the whole registry: %s', (reason, whole) => {
  expect(isAboutRegistry(reason)).toBe(whole);
});
