import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT, Failure, reasonOf } from '../../config/failure';
import { ROOT } from '../../config/root';

const price = z.number().nonnegative();
const text = z.string().min(1);

const classSchema = z.strictObject({
  name: text,
  s3PerThousand: z.strictObject({ put: price, get: price, list: price, delete: price }),
  k2vPerThousand: z.strictObject({ read: price, write: price }),
  /** Of 10^9 bytes out of the storage. */
  egressPerGB: price,
});

const pricesSchema = z.strictObject({
  note: text,
  date: z.iso.date(),
  currency: text,
  classes: z.array(classSchema).min(1),
});

export type Prices = z.infer<typeof pricesSchema>;
export type PriceClass = Prices['classes'][number];

/** The table that users edit. Read when a report is made, so that `report DIR` makes the bill anew. */
export const PRICES_FILE = 'fixtures/prices.json';

/** Throws Failure (exit code 2) where the file does not hold prices. */
export function readPrices(file = join(ROOT, PRICES_FILE)): Prices {
  const next = `correct ${PRICES_FILE}; prices are numbers from 0`;
  const wrong = (cause: string) =>
    new Failure(EXIT.usage, { fact: `${file} holds no price table`, cause, next });
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong(reasonOf(error));
  }
  const parsed = pricesSchema.safeParse(data);
  if (!parsed.success) throw wrong(z.prettifyError(parsed.error));
  return parsed.data;
}
