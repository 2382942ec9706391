import { type Client, headerOf } from './client';
import { BARE } from './clients';
import { assemble } from './mime';
import { assertMailBytes, type Order } from './order';
import { Random } from './random';
import { LIST, listFields } from './robots';
import { SHAPES, type Shape } from './shapes';
import { traceFields } from './trace';
import { OWNER } from './words';
import { ROBOT_BYTES, shapesFor, subjectOf, type Writer, writerOf } from './writer';

// The stream of draws for what a mail says; who says it is drawn elsewhere.
const WHAT = 3;

// Noon UTC is the same day in all of them. In minutes.
const ZONES = [-480, -300, 0, 0, 60, 120, 120, 330, 540];

const PLAIN = SHAPES[0] as Shape;

// Where the content fields go, among the client's own.
const CONTENT = '(content fields)';

/**
 * Writes a mail of exactly `order.bytes` bytes (RFC 5322, CRLF line ends).
 * Throws RangeError for a size outside MAIL_BYTES.
 */
export function writeMail(order: Order): Buffer {
  const { bytes } = order;
  assertMailBytes(bytes);
  const writer = writerOf(order);
  // Each attempt leaves out more, until what is left fits.
  const attempts: readonly Attempt[] = [
    { client: writer.client, traced: true, references: Infinity },
    { client: writer.client, shape: PLAIN, traced: true, references: Infinity },
    { client: writer.client, shape: PLAIN, traced: false, references: 1 },
    { client: BARE, shape: PLAIN, traced: false, references: 0 },
  ];
  for (const attempt of attempts) {
    const mail = tryToWrite(order, writer, attempt);
    if (mail) return mail;
  }
  throw new Error(`the shortest mail did not fit into ${bytes} bytes: MAIL_BYTES.least is too low`);
}

interface Attempt {
  readonly client: Client;
  readonly shape?: Shape;
  /** Whether it shows the way it came. */
  readonly traced: boolean;
  /** Message-IDs of the conversation that it names, at most. */
  readonly references: number;
}

function tryToWrite(order: Order, writer: Writer, attempt: Attempt): Buffer | undefined {
  const { bytes, places, date, before } = order;
  const { client, traced } = attempt;
  const random = new Random(order.seed, order.realm, order.serial, WHAT);
  const bare = client === BARE;
  const listed = traced && !client.sender && bytes > 2_500 && bytes < ROBOT_BYTES && random.chance(0.25);
  const letter = {
    from: bare ? { name: '', address: writer.sender.address } : writer.sender,
    to: [listed ? LIST : bare ? { ...OWNER, name: '' } : OWNER],
    subject: bare ? 'Minutes' : subjectOf(order, client, listed, random),
    date,
    zoneMinutes: client.sender ? 0 : random.pick(ZONES),
    messageId: writer.messageId,
    references: before.slice(Math.max(0, before.length - attempt.references)),
    places,
  };
  const header = [
    ...(traced
      ? traceFields(
          random,
          letter,
          bytes < 2_000 ? 1 : 2 + random.below(3),
          bytes > 2_500 && random.chance(0.7),
        )
      : []),
    ...(listed ? listFields(random) : []),
    ...headerOf(client, letter, [CONTENT], random),
  ];
  // HTML alone has no text part to carry the word.
  const shapes = shapesFor(client, bytes).filter(
    ({ name }) => (order.shape ?? name) === name && (name !== 'html-only' || !places.includes('body')),
  );
  const shape = attempt.shape ?? (shapes.length > 0 ? random.weighted(shapes) : PLAIN);
  const room = bytes - Buffer.byteLength(header.join('\r\n')) - 4;
  const part = shape.write({ random, client, letter, room });
  const headers = header.flatMap((field) => (field === CONTENT ? part.headers : field));
  return assemble({ ...part, headers }, bytes);
}
