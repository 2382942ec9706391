import { type Argument, argumentsOf } from './arguments';
import { verbOf } from './measured';
import type { Measured } from './scenario';

/** How deep a command must reach, as design.md names it. The first four are readings, deepest last. */
export const LAYERS = ['session', 'index', 'summary', 'body', 'write-mail', 'write-index'] as const;
export type Layer = (typeof LAYERS)[number];

/** The layer of each command whose arguments do not matter. */
const COMMANDS: Readonly<Record<string, Layer>> = {
  LOGIN: 'session',
  AUTHENTICATE: 'session',
  CAPABILITY: 'session',
  ENABLE: 'session',
  LOGOUT: 'session',
  SESSIONS: 'session',
  SELECT: 'index',
  EXAMINE: 'index',
  UNSELECT: 'index',
  NOOP: 'index',
  CHECK: 'index',
  STATUS: 'index',
  IDLE: 'index',
  LIST: 'index',
  LSUB: 'index',
  APPEND: 'write-mail',
  LMTP: 'write-mail',
  STORE: 'write-index',
  EXPUNGE: 'write-index',
  COPY: 'write-index',
  MOVE: 'write-index',
  CREATE: 'write-index',
  RENAME: 'write-index',
  DELETE: 'write-index',
  SUBSCRIBE: 'write-index',
  UNSUBSCRIBE: 'write-index',
};

/** FETCH items (RFC 3501 6.4.5, RFC 7162); sections are read by `sectionLayers`. */
const FETCH_ITEMS: Readonly<Record<string, readonly Layer[]>> = {
  UID: ['index'],
  FLAGS: ['index'],
  MODSEQ: ['index'],
  INTERNALDATE: ['summary'],
  'RFC822.SIZE': ['summary'],
  ENVELOPE: ['summary'],
  BODY: ['summary'],
  BODYSTRUCTURE: ['summary'],
  FAST: ['summary'],
  ALL: ['summary'],
  FULL: ['summary'],
  'RFC822.HEADER': ['summary'],
  'RFC822.TEXT': ['body', 'write-index'],
  RFC822: ['body', 'write-index'],
};

/** SEARCH keys (RFC 3501 6.4.4, RFC 4731, RFC 7162) by layer, each with the number of its arguments. */
const SEARCH_KEYS: Readonly<Partial<Record<Layer, Readonly<Record<number, string>>>>> = {
  index: {
    0: 'ALL ANSWERED DELETED DRAFT FLAGGED NEW OLD RECENT SEEN UNANSWERED UNDELETED UNDRAFT UNFLAGGED UNSEEN NOT OR',
    1: 'UID KEYWORD UNKEYWORD MODSEQ CHARSET RETURN',
  },
  summary: {
    1: 'BEFORE ON SINCE SENTBEFORE SENTON SENTSINCE SUBJECT FROM TO CC BCC LARGER SMALLER',
    2: 'HEADER',
  },
  body: { 1: 'BODY TEXT' },
};

/** The layers a command needs, deepest reading first, then writing. `touches` tells a CLOSE that deletes from one that does not. */
export function layersOf(measured: Measured, touches: string): Layer[] {
  const verb = verbOf(measured).replace(/^UID /, '');
  if (typeof measured === 'object' && 'idle' in measured) {
    // The new mail is shown out of the index; that it is delivered meanwhile is a cost of its own.
    return 'arrives' in measured.idle ? ['index', 'write-mail'] : ['index'];
  }
  const args =
    typeof measured === 'string' ? argumentsOf(measured).slice(verbOf(measured).split(' ').length) : [];
  if (verb === 'CLOSE') return [touches === 'none' ? 'index' : 'write-index'];
  if (verb === 'FETCH') return fetchLayers(args);
  if (verb === 'SEARCH') return [deepest(searchLayers(args))];
  const layer = COMMANDS[verb];
  if (layer === undefined) throw new RangeError(`no layer is fixed for the command ${verb}`);
  return [layer];
}

function fetchLayers([, items = [], modifiers = []]: Argument[]): Layer[] {
  if (typeof modifiers !== 'string' && modifiers.length > 0 && modifiers[0] !== 'CHANGEDSINCE') {
    throw new RangeError(`no layer is fixed for the FETCH modifier ${String(modifiers[0])}`);
  }
  const found = (typeof items === 'string' ? [items] : items).flatMap((item) => itemLayers(String(item)));
  const writes = found.includes('write-index') ? (['write-index'] as const) : [];
  return [deepest(found.filter((layer) => layer !== 'write-index')), ...writes];
}

function itemLayers(item: string): readonly Layer[] {
  const [, peek, section] = /^BODY(\.PEEK)?\[(.*)\](?:<\d+\.\d+>)?$/i.exec(item) ?? [];
  if (section !== undefined) {
    const layer = sectionLayer(section, item);
    // RFC 3501 6.4.5: without PEEK, \Seen is set.
    return peek === undefined ? [layer, 'write-index'] : [layer];
  }
  const layers = FETCH_ITEMS[item.toUpperCase()];
  if (layers === undefined) throw new RangeError(`no layer is fixed for the FETCH item ${item}`);
  return layers;
}

/** The header of the message itself is summary; its text, and whatever is inside it, is body. */
function sectionLayer(section: string, item: string): Layer {
  if (/^HEADER(\.FIELDS(\.NOT)? \(.+\))?$/i.test(section)) return 'summary';
  if (/^(|TEXT|\d+(\.\d+)*(\.(MIME|TEXT|HEADER(\.FIELDS(\.NOT)? \(.+\))?))?)$/i.test(section)) return 'body';
  throw new RangeError(`no layer is fixed for the FETCH item ${item}`);
}

function searchLayers(args: readonly Argument[]): Layer[] {
  const found: Layer[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const key = args[at] ?? '';
    if (typeof key !== 'string') {
      found.push(...searchLayers(key));
    } else if (/^[\d*{]/.test(key)) {
      found.push('index');
    } else {
      const { layer, takes } = searchKey(key.toUpperCase());
      found.push(layer);
      at += takes;
    }
  }
  return found;
}

function searchKey(key: string): { layer: Layer; takes: number } {
  for (const layer of LAYERS) {
    for (const [takes, keys] of Object.entries(SEARCH_KEYS[layer] ?? {})) {
      if (keys.split(' ').includes(key)) return { layer, takes: Number(takes) };
    }
  }
  throw new RangeError(`no layer is fixed for the SEARCH key ${key}`);
}

function deepest(layers: readonly Layer[]): Layer {
  const last = LAYERS[Math.max(...layers.map((layer) => LAYERS.indexOf(layer)))];
  if (last === undefined) throw new RangeError('the command asks for nothing');
  return last;
}
