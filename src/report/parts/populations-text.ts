/** What the seed text supposes of its two populations. */
export const TEXT = {
  clients: 1000,
  /** A poll every 5 minutes, and each takes 2 seconds (LOGIN, SELECT, LOGOUT). */
  periodMs: 300_000,
  pollMs: 2000,
  /** "we can suppose that, with high probability, at most 13 clients will be connected at once" */
  most: 13,
  /** "let's suppose an IMAP session uses 5MB of RAM" */
  sessionBytes: 5_000_000,
} as const;

/** 5 minutes / 2 seconds. */
export const TICKS = TEXT.periodMs / TEXT.pollMs;
