import { type Client, messageIdOf } from './client';
import { CLIENTS } from './clients';
import type { MailKey, Order } from './order';
import { Random } from './random';
import { ROBOTS } from './robots';
import { SHAPES, type Shape } from './shapes';
import { LIST_SUBJECTS, PEOPLE, type Person, SUBJECTS } from './words';

// What the draws are for; each is a stream of its own.
const WHO = 1;
const ABOUT = 2;

/** Above this a mail is a person's or a scanner's; below, nearly half are not. In bytes. */
export const ROBOT_BYTES = 100_000;

export interface Writer {
  readonly client: Client;
  readonly sender: Person;
  readonly messageId: string;
}

/** Who writes a mail, with what, and its Message-ID: known without writing it, so that later mails can refer to it. */
export function writerOf({ seed, realm, serial, bytes, thread, shape }: MailKey): Writer {
  const random = new Random(seed, realm, serial, WHO);
  const robots = ROBOTS.filter((robot) => shapesFor(robot, bytes).length > 0);
  const isRobot =
    thread === undefined &&
    shape === undefined &&
    robots.length > 0 &&
    random.chance(bytes < ROBOT_BYTES ? 0.45 : 0.1);
  const client = random.pick(isRobot ? robots : CLIENTS);
  const sender = client.sender ?? random.pick(PEOPLE);
  return { client, sender, messageId: messageIdOf(client, sender, random) };
}

/** The structures that a mail of this size from this client can have. */
export function shapesFor(client: Client, bytes: number): Shape[] {
  return SHAPES.filter(({ name, from, upTo }) => {
    if (bytes < from || bytes > upTo) return false;
    return client.shapes ? client.shapes.includes(name) : name !== 'report' && name !== 'digest';
  });
}

/** The conversation's subject, a robot's own, or any. */
export function subjectOf(order: Order, client: Client, listed: boolean, random: Random): string {
  if (order.thread !== undefined) {
    const first = new Random(order.seed, order.realm, order.thread, ABOUT).pick(SUBJECTS);
    return order.before.length > 0 ? `Re: ${first}` : first;
  }
  if (client.subjects) return random.expand(random.pick(client.subjects));
  return listed ? `[garage-dev] ${random.pick(LIST_SUBJECTS)}` : random.pick(SUBJECTS);
}
