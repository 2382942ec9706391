import { aptSettings, cargoSources, debianMirrors, environment } from './host';

test("apt's proxy is carried; this host's paths, scripts and empty settings are not", () => {
  const dump = [
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::http::Proxy-Auto-Detect "/usr/bin/detect";',
    'Acquire::https::CAInfo "/etc/ssl/company.pem";',
    'Acquire::https::Proxy "";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::cdrom::mount "/media/cdrom/";',
    'APT::Architecture "amd64";',
  ].join('\n');
  expect(aptSettings(dump)).toBe(
    'Acquire::http::Proxy "http://proxy.example:3128";\nAcquire::Check-Valid-Until "false";\n',
  );
});

test("a Debian host's mirrors are found by its release", () => {
  const targets = [
    'nodistro main https://node.example/node_20.x/',
    'bookworm contrib http://other.example/debian/',
    'bookworm main http://mirror.example/debian/',
    'bookworm-security main http://mirror.example/security/',
  ].join('\n');
  expect(debianMirrors(targets)).toEqual({
    main: 'http://mirror.example/debian',
    security: 'http://mirror.example/security',
  });
});

test('a mirror without security updates is used alone', () => {
  expect(debianMirrors('trixie main http://mirror.example/debian')).toEqual({
    main: 'http://mirror.example/debian',
    security: null,
  });
});

test.each([
  ['an Ubuntu host', 'noble main http://mirror.example/ubuntu/'],
  ['a host with packages on disk only', 'bookworm main file:/srv/debian/'],
  ['a host without apt', ''],
])('%s names no mirror of Debian', (_, targets) => {
  expect(debianMirrors(targets)).toBeNull();
});

test("of cargo's configuration, the ways to crates are kept and the rest is not", () => {
  const config = [
    '[build]',
    'target-dir = "/scratch"',
    '[source.crates-io]',
    'replace-with = "company"',
    '[source.company]',
    'registry = "sparse+https://crates.example/"',
    '[registries.company]',
    'token = "secret"',
    '[http]',
    'cainfo = "/etc/company.pem"',
    'multiplexing = false',
    '[profile.release]',
    'lto = true',
  ].join('\n');
  expect(cargoSources(config)).toBe(
    [
      '[source.crates-io]',
      'replace-with = "company"',
      '[source.company]',
      'registry = "sparse+https://crates.example/"',
      '[registries.company]',
      '[http]',
      'multiplexing = false',
      '',
    ].join('\n'),
  );
});

test('Go and cargo are told what they were told here, quoted for the shell, and no tokens', () => {
  const lines = environment(
    {
      GOPROXY: "https://go.example/it's",
      CARGO_NET_RETRY: '5',
      CARGO_REGISTRIES_X_TOKEN: 'secret',
      HOME: '/root',
    },
    ['from go itself', 'off'],
  ).split('\n');
  expect(lines).toContain("export GOPROXY='https://go.example/it'\\''s'");
  expect(lines).toContain("export GOSUMDB='off'");
  expect(lines).toContain("export CARGO_NET_RETRY='5'");
  expect(lines.join()).not.toMatch(/secret|HOME='\/root'/);
});
