import type { Shown } from '../mailbox/inbox';
import { dayOf, searchDate } from '../mailbox/inbox';
import { sequenceSet } from '../scenario/flags';
import type { Declaration } from '../scenario/scenario';
import { parseSequenceSet } from '../scenario/variables';
import type { Facts } from './replay-facts';
import { mapSet } from './replay-sets';

/** What is left of a scenario to say, once name, RFC and reason are known. */
export type Adapted = Omit<Declaration, 'rfc' | 'because'>;

/** The day that the log ends with, of its last dated APPEND: what is "a week ago" in it is so many days before that. */
const LAST_DAY = dayOf('14-Feb-2024');
/** Steps are about single messages of the log, so one flag that no command of the log sets tells of a change. */
const CHANGED = '\\Flagged';

const flagged = (shown: Shown | undefined, flag: string) =>
  (shown?.flags ?? []).some((one) => one.toLowerCase() === flag.toLowerCase());

/** Takes flags off messages, and puts them back as they were seeded; on those messages only. */
function around(flags: readonly string[], touches: string, { inbox }: Facts) {
  const numbers = parseSequenceSet(touches, inbox.shown.length);
  const undo = flags.flatMap((flag) => {
    const on = numbers.filter((number) => flagged(inbox.shown[number - 1], flag));
    const off = numbers.filter((number) => !on.includes(number));
    return [
      ...(off.length > 0 ? [`STORE ${sequenceSet(off)} -FLAGS.SILENT (${flag})`] : []),
      ...(on.length > 0 ? [`STORE ${sequenceSet(on)} +FLAGS.SILENT (${flag})`] : []),
    ];
  });
  return { prepare: [`STORE ${touches} -FLAGS.SILENT (${flags.join(' ')})`], undo };
}

export function fetch(line: string, facts: Facts): Adapted {
  const [, uid = '', set = '', rest = ''] = /^(UID )?FETCH (\S+) (.+)$/.exec(line) ?? [];
  const mapped = mapSet(withParts(set, rest, facts), facts.inbox, uid === '' ? 'sequence' : 'uid');
  const measure = `${uid}FETCH ${mapped.sent} ${rest}`;
  const { touches } = mapped;
  const changed = / \(CHANGEDSINCE \d+\)$/;
  if (changed.test(rest)) {
    const one = String(parseSequenceSet(touches, facts.inbox.shown.length)[0]);
    const { prepare, undo } = around([CHANGED], one, facts);
    return {
      state: 'selected',
      prepare: [...prepare, `STORE ${one} +FLAGS.SILENT (${CHANGED})`],
      measure: measure.replace(changed, ' (CHANGEDSINCE {modseq})'),
      undo,
      touches: one,
      expect: { untagged: { FETCH: 1 } },
    };
  }
  const whole = /^\((UID |FLAGS |RFC822\.SIZE )*BODY(\.PEEK)?\[\]\)$/.test(rest);
  return {
    state: 'selected',
    // Without PEEK, \Seen is set (RFC 3501 6.4.5).
    ...(/\bBODY\[/.test(rest) ? around(['\\Seen'], touches, facts) : {}),
    measure,
    touches,
    expect: { untagged: { FETCH: 'k' }, ...(whole ? { bytes: 'B' } : {}) },
  };
}

/** A message that has all parts that are asked for: the one that is named, or the next one that does, around the end. */
function withParts(set: string, items: string, { leaves, inbox }: Facts): string {
  const parts = [...items.matchAll(/\bBODY(?:\.PEEK)?\[([\d.]+)\]/g)].map(([, part = '']) => part);
  if (parts.length === 0 || !/^\d+$/.test(set)) return set;
  const messages = inbox.shown.length;
  const from = Math.min(Number(set), messages);
  for (let step = 0; step < messages; step += 1) {
    const number = ((from - 1 + step) % messages) + 1;
    if (parts.every((part) => leaves(number).includes(part))) return String(number);
  }
  return set;
}

export function search(line: string, facts: Facts): Adapted {
  const { inbox, messageId } = facts;
  const newest = Math.max(...inbox.shown.map(({ internalDate }) => dayOf(internalDate)));
  let touches = '1:*';
  const measure = line
    .replace(/\d{1,2}-[A-Z][a-z]{2}-\d{4}/g, (date) => searchDate(newest - (LAST_DAY - dayOf(date))))
    .replace(/(HEADER "?Message-ID"? )(\S+)/i, (_, key) => `${key}${quotedIfNeeded(messageId)}`)
    .replace(/(?<=SEARCH )[\d*][\d*:,]*(?= |$)/, (set) => {
      touches = mapSet(set, inbox, 'sequence').sent;
      return touches;
    });
  return { state: 'selected', measure, touches, expect: { untagged: { SEARCH: 1 } } };
}

/** An atom as it is, anything else quoted (RFC 3501 section 9, `astring`). */
export function quotedIfNeeded(text: string): string {
  return /^[^\s"(){%*\\]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

export function store(line: string, facts: Facts): Adapted {
  const [, uid = '', set = '', how = '', flags = ''] = /^(UID )?STORE (\S+) (\S+) \((.+)\)$/.exec(line) ?? [];
  const { sent, touches } = mapSet(set, facts.inbox, uid === '' ? 'sequence' : 'uid');
  return {
    state: 'selected',
    ...around(flags.split(' '), touches, facts),
    measure: `${uid}STORE ${sent} ${how} (${flags})`,
    touches,
    expect: how.endsWith('.SILENT') ? {} : { untagged: { FETCH: 'k' } },
  };
}
