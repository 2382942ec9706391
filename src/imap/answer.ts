import type { Completion } from './wire';

const LINES_KEPT = 60;

/** What the server answered to one command (or LMTP transaction, whose 250 counts as OK). */
export interface Answer {
  readonly ok: 'OK' | 'NO' | 'BAD';
  /** Text of the tagged answer, its response code included, such as `[READ-ONLY] done`. */
  readonly text: string;
  /** Number of untagged answers of each kind, such as `{ FETCH: 100 }`. A VANISHED counts as one EXPUNGE a UID. */
  readonly untagged: Readonly<Record<string, number>>;
  /** Bytes of all literals and quoted strings. */
  readonly bytes: number;
  /** Numbers in SEARCH (or ESEARCH) answers; null where there was no such answer. */
  readonly hits: readonly number[] | null;
  /** The first untagged lines as they came, literals left out. */
  readonly lines: readonly string[];
}

/** What a completed command answered, in the terms that expectations are declared in. */
export function answerOf(completion: Completion): Answer {
  const untagged: Record<string, number> = {};
  let hits: number[] | null = null;
  let bytes = 0;
  for (const { text, dataBytes } of completion.untagged) {
    const kind = (/^(?:\d+ )?([A-Za-z]+)/.exec(text)?.[1] ?? '?').toUpperCase();
    if (kind === 'VANISHED') untagged.EXPUNGE = (untagged.EXPUNGE ?? 0) + count(text.split(' ').at(-1) ?? '');
    else untagged[kind] = (untagged[kind] ?? 0) + 1;
    bytes += dataBytes;
    if (kind === 'SEARCH') hits = [...(hits ?? []), ...text.split(' ').slice(1).filter(isNumber).map(Number)];
    if (kind === 'ESEARCH') hits = [...(hits ?? []), ...numbers(/ ALL ([\d:,]+)/i.exec(text)?.[1] ?? '')];
  }
  return {
    ok: completion.status,
    text: completion.text,
    untagged,
    bytes,
    hits,
    lines: completion.untagged
      .slice(0, LINES_KEPT)
      .map(({ text, literals }) => [text, ...literals.map((one) => one.toString('latin1'))].join('\n')),
  };
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

/** The numbers of a sequence set without `*` (RFC 9051 section 9). */
function numbers(set: string): number[] {
  return set
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const [first = 0, last = first] = part.split(':').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
}

function count(set: string): number {
  return numbers(set).length;
}
