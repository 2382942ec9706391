/** What IMAP4rev2 holds without naming it: extensions of rev1 that became part of it (RFC 9051 appendix E). */
const IN_REV2: readonly string[] = [
  'NAMESPACE',
  'UNSELECT',
  'UIDPLUS',
  'ESEARCH',
  'SEARCHRES',
  'ENABLE',
  'IDLE',
  'SASL-IR',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'MOVE',
];

/**
 * The needs that a server does not meet. `advertised` holds its capabilities before and after login (AUTH= is often shown
 * before only, CONDSTORE after only), `LMTP` where it takes mail so and `IMAPS` where it listens for TLS.
 */
export function unmet(needs: readonly string[], advertised: Iterable<string>): string[] {
  const has = new Set(Array.from(advertised, (name) => name.toUpperCase()));
  if (has.has('IMAP4REV2')) for (const name of IN_REV2) has.add(name);
  return needs.filter((need) => !has.has(need.toUpperCase()));
}
