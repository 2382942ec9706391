import { unmet } from '../scenario/needs';
import type { Family, Scenario } from '../scenario/scenario';
import type { Facts } from './replay-facts';
import { FOLDER_MAILS } from './replay-folders';
import { type Adapted, fetch, quotedIfNeeded, search, store } from './replay-messages';
import { mapSet } from './replay-sets';

/** A line of the log as it can be sent to this mailbox; `unmet`: capabilities without which its client would not have sent it. */
export interface Replayed {
  readonly scenario: Scenario;
  readonly unmet: readonly string[];
}

/** Bytes of a mail that is added to be deleted or moved. */
const SMALL = 4096;
/** Long enough to be IDLE, and no longer: what holding it costs is the idle population's matter. */
const IDLE_MS = 1000;

type Handler = (line: string, facts: Facts) => Adapted;

const plain =
  (state: 'authenticated' | 'selected', untagged: Record<string, number> = {}): Handler =>
  (measure) => ({ state, measure, touches: 'none', expect: { untagged } });

const opened: Handler = (measure) => ({
  state: 'authenticated',
  measure,
  undo: ['CLOSE'],
  touches: /^\w+ INBOX\b/i.test(measure) ? '1:*' : 'none',
  expect: { untagged: { EXISTS: 1 } },
});

/** A mailbox that is made and removed; other commands meet those of replay-folders.ts. */
const create: Handler = (measure) => {
  const remove = measure.replace('CREATE', 'DELETE');
  return {
    state: 'authenticated',
    prepare: [{ attempt: remove }],
    measure,
    undo: [remove],
    touches: 'none',
  };
};

const move: Handler = (line, { inbox }) => {
  const [, uid = '', set = '', mailbox = ''] = /^(UID )?MOVE (\S+) (.+)$/.exec(line) ?? [];
  const { touches } = mapSet(set, inbox, 'sequence');
  const [first = 1, last = first] = touches.split(':').map(Number);
  return {
    state: 'selected',
    ownSession: true,
    prepare: [{ append: last - first + 1, bytes: SMALL }],
    measure: `${uid}MOVE ${uid === '' ? '{added}' : '{addeduids}'} ${mailbox}`,
    proof: [{ ask: 'SEARCH ALL', expect: { hits: 'seeded' } }],
    undo: emptied(mailbox),
    touches: '{added}',
  };
};

const deletes: Handler = (measure) => ({
  state: 'selected',
  ...(measure === 'CLOSE' ? { ownSession: true as const } : {}),
  prepare: [{ append: 1, bytes: SMALL }, 'STORE {added} +FLAGS.SILENT (\\Deleted)'],
  measure,
  touches: '{added}',
});

const append: Handler = (line, { appended }) => {
  const to = line.replace(/^APPEND /, '').replace(/ \S*$/, '');
  return {
    state: 'authenticated',
    measure: { append: appended, to },
    undo: emptied(/^(?:"[^"]*"|\S+)/.exec(to)?.[0] ?? ''),
    touches: 'new',
  };
};

/** Takes out of another mailbox what came to it, which also proves that it came. */
const emptied = (mailbox: string) => [
  `SELECT ${mailbox}`,
  `STORE ${FOLDER_MAILS + 1}:* +FLAGS.SILENT (\\Deleted)`,
  'CLOSE',
];

/** The log's user is not ours; how the name was written stays: an atom, quoted, or a whole address. */
const login: Handler = (line, { user }) => {
  const name = /^LOGIN \S*@/.test(line) ? user.address : user.login;
  const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
  return {
    state: 'connected',
    ownSession: true,
    measure: `LOGIN ${/^LOGIN "/.test(line) ? quoted : quotedIfNeeded(name)} {password}`,
    touches: 'none',
  };
};

const once = (state: 'authenticated' | 'selected'): Handler => {
  const handler = plain(state);
  return (line, facts) => ({ ...handler(line, facts), ownSession: true });
};

/** By verb: the family in the seed text, where the command is specified, and what is said above. */
const COMMANDS: Readonly<Record<string, readonly [Family, string, Handler]>> = {
  APPEND: ['write', 'RFC 3501 6.3.11', append],
  CAPABILITY: ['connection', 'RFC 3501 6.1.1', plain('authenticated', { CAPABILITY: 1 })],
  CHECK: ['notification', 'RFC 3501 6.4.1', plain('selected')],
  CLOSE: ['connection', 'RFC 3501 6.4.2', deletes],
  CREATE: ['write', 'RFC 3501 6.3.3', create],
  ENABLE: ['connection', 'RFC 5161 3.1', once('authenticated')],
  EXAMINE: ['connection', 'RFC 3501 6.3.2', opened],
  EXPUNGE: ['write', 'RFC 3501 6.4.3', deletes],
  FETCH: ['query', 'RFC 3501 6.4.5', fetch],
  IDLE: [
    'notification',
    'RFC 2177 3',
    () => ({ state: 'selected', measure: { idle: { holdMs: IDLE_MS } }, touches: 'none' }),
  ],
  LIST: ['query', 'RFC 3501 6.3.8', plain('authenticated')],
  LOGIN: ['connection', 'RFC 3501 6.2.3', login],
  LOGOUT: ['connection', 'RFC 3501 6.1.3', once('authenticated')],
  LSUB: ['write', 'RFC 3501 6.3.9', plain('authenticated')],
  MOVE: ['write', 'RFC 6851 3.1', move],
  NOOP: ['notification', 'RFC 3501 6.1.2', plain('selected')],
  SEARCH: ['query', 'RFC 3501 6.4.4', search],
  SELECT: ['connection', 'RFC 3501 6.3.1', opened],
  STATUS: ['notification', 'RFC 3501 6.3.10', plain('authenticated', { STATUS: 1 })],
  STORE: ['write', 'RFC 3501 6.4.6', store],
  SUBSCRIBE: [
    'write',
    'RFC 3501 6.3.6',
    (measure) => ({
      state: 'authenticated',
      prepare: [{ attempt: measure.replace('SUBSCRIBE', 'UNSUBSCRIBE') }],
      measure,
      touches: 'none',
    }),
  ],
  UNSELECT: [
    'connection',
    'RFC 3691 2',
    (measure) => ({ state: 'authenticated', prepare: ['SELECT INBOX'], measure, touches: 'none' }),
  ],
};

/** What a client looks for among the capabilities before it sends a line, and which. */
const NEEDS: readonly (readonly [RegExp, (...found: string[]) => string[]])[] = [
  [/\bCHANGEDSINCE\b|\bMODSEQ\b|\bHIGHESTMODSEQ\b|\(CONDSTORE\)/, () => ['CONDSTORE']],
  [/^ENABLE (\S+)/, (_, name = '') => ['ENABLE', name]],
  [/^(?:UID )?MOVE /, () => ['MOVE']],
  [/^UNSELECT$/, () => ['UNSELECT']],
  [/^IDLE$/, () => ['IDLE']],
  [/^LIST .* RETURN \(STATUS /, () => ['LIST-STATUS']],
];

/** Throws RangeError for a line whose command is not among those of the log. */
export function adapt(line: string, facts: Facts): Replayed {
  const verb = /^(?:UID )?([A-Z]+)/.exec(line)?.[1] ?? '';
  const known = COMMANDS[verb];
  if (known === undefined) throw new RangeError(`the log's line cannot be adapted: ${line}`);
  const [family, rfc, handler] = known;
  const because = 'a client sent it, and its layer may cost so much';
  const scenario = { ...handler(line, facts), name: line, family, rfc, because };
  const needs = NEEDS.flatMap(([sign, of]) => {
    const found = sign.exec(line);
    return found === null ? [] : of(...found);
  });
  return { scenario, unmet: unmet(needs, facts.capabilities) };
}
