import { dayOf, type Inbox, middleDay, middleSize, type Shown } from '../mailbox/inbox';
import type { Hits } from './scenario';
import { touched } from './variables';
import { type Context, messagesOf } from './words';

/**
 * The sequence numbers a SEARCH must name, ascending (RFC 3501 6.4.4). Mails that steps added count for `all` and
 * `touched` only.
 */
export function expectedHits(hits: Hits, touches: string, context: Context): number[] {
  const { inbox } = context;
  if (typeof hits === 'object') return planted(hits.planted, inbox);
  switch (hits) {
    case 'all':
      return upTo(messagesOf(context));
    case 'seeded':
      return upTo(inbox.shown.length);
    case 'none':
      return [];
    case 'touched':
      return touched(touches, context);
    case 'unseen':
      return numbersOf(inbox, ({ flags }) => !flags.some((flag) => flag.toLowerCase() === '\\seen'));
    case 'since': {
      const day = middleDay(inbox.shown);
      return numbersOf(inbox, ({ internalDate }) => dayOf(internalDate) >= day);
    }
    case 'before': {
      const day = middleDay(inbox.shown);
      return numbersOf(inbox, ({ internalDate }) => dayOf(internalDate) < day);
    }
    case 'larger': {
      const limit = middleSize(inbox.shown);
      return numbersOf(inbox, ({ size }) => size > limit);
    }
  }
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

function numbersOf(inbox: Inbox, matches: (message: Shown) => boolean): number[] {
  return inbox.shown.flatMap((message, i) => (matches(message) ? [i + 1] : []));
}

/** TEXT looks at the header and the body, so it finds whatever the other keys find. */
function planted(place: 'subject' | 'from' | 'header' | 'body' | 'text', { planted }: Inbox): number[] {
  const found =
    place === 'text'
      ? [...planted.subject, ...planted.from, ...planted.header, ...planted.body]
      : planted[place];
  return [...new Set(found)].sort((a, b) => a - b);
}
