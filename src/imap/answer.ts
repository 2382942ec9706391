import type { Answer } from '../scenario/answer';
import type { Completion } from './wire';

const LINES_KEPT = 60;

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
