import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EXIT, Failure } from '../config/failure';
import { Load } from '../containers/load';
import { S3_PORT, s3Request } from '../containers/s3-request';
import type { Stack } from '../containers/stack';
import type { Address } from '../imap/address';
import { median } from '../meter/median';
import { keyOf, type ScenarioResult } from '../report/schema';

const amount = z.number().nonnegative();

/** What the load beside the server does in each execution of a command. */
const doseSchema = z.strictObject({
  /** CPU time, ms. */
  burnMs: amount,
  /** Bytes touched and held from before the command until after it. */
  holdBytes: amount,
  /** Bytes touched that stay. */
  leakBytes: amount,
  /** GetObject requests, each answered. */
  requests: z.int().nonnegative(),
});
export type InjectedDose = z.infer<typeof doseSchema>;

/** By scenario and size (keyOf): the first execution after a start, by which memory is judged, and the steady ones. */
export const dosesSchema = z.record(z.string(), z.strictObject({ first: doseSchema, steady: doseSchema }));
export type InjectedDoses = z.infer<typeof dosesSchema>;

const LOOPS = 5_000_000;
const TAKES = 5;
/** Lines that ask for nothing: enough to be read off the cgroup's counter. */
const LINES = 100;
const NS = 1e6;

/** A dose around one reading, to be given inside it. */
export interface AroundReading {
  begin(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Gives doses to the load in the server's own container, between the two readings of a command: what it burns, holds and asks for
 * is charged to the server's cgroup, and nothing else is different. It proxies nothing, so the command itself is as it was.
 */
export class Injector {
  private load: Load | null = null;
  private loopNs = 0;
  /** CPU time of a line that asks for nothing, ms: a dose is that much less. */
  private lineMs = 0;

  private constructor(
    private readonly stack: Stack,
    private readonly doses: InjectedDoses,
    private readonly s3: Address | null,
  ) {}

  static async beside(stack: Stack, file: string): Promise<Injector> {
    const doses = dosesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const host = await stack.storageAddress();
    return new Injector(stack, doses, host === null ? null : { host, port: S3_PORT });
  }

  /** The server was started anew, and the load with it. */
  restarted(): void {
    this.load?.close();
    this.load = null;
  }

  /** All that costs something besides the dose is done here, before the first reading. */
  async dose(size: ScenarioResult, when: 'first' | 'steady', executions: number): Promise<AroundReading> {
    const dose = this.doses[keyOf(size)]?.[when];
    if (dose === undefined) throw unknownSize(size);
    const load = this.load ?? (await this.connect());
    const { burnMs, holdBytes, leakBytes, requests } = dose;
    const loops = burnMs > 0 ? Math.round(((burnMs * executions - this.lineMs) * NS) / this.loopNs) : 0;
    const { s3, stack } = this;
    return {
      begin: async () => {
        if (holdBytes > 0) await load.keep(holdBytes);
        if (loops > 0) await load.burn(loops, 1);
        if (leakBytes > 0) await load.leak(leakBytes * executions);
        if (requests > 0 && s3 !== null)
          await load.request(s3, s3Request('GetObject', 0, stack.credentials), requests * executions);
      },
      end: async () => {
        if (holdBytes > 0) await load.drop();
      },
    };
  }

  private async connect(): Promise<Load> {
    const { dose } = this.stack.server;
    if (dose === null) throw new Error('the server has no load beside it');
    const load = await Load.connect(dose);
    const taken: number[] = [];
    for (let i = 0; i < TAKES; i += 1) taken.push(((await load.burn(LOOPS, 1)).workedMs * NS) / LOOPS);
    this.loopNs = median(taken);
    const { probe, server } = this.stack;
    const before = await probe.read(server.target, 'before', null);
    for (let i = 0; i < LINES; i += 1) await load.drop();
    const after = await probe.read(server.target, 'after', null);
    this.lineMs = (after.cpuMs - before.cpuMs) / LINES;
    // The object that is asked for later; written each time, since the state may be another.
    if (this.s3 !== null) await load.request(this.s3, s3Request('PutObject', 1, this.stack.credentials), 1);
    this.load = load;
    return load;
  }

  close(): void {
    this.load?.close();
  }
}

function unknownSize(size: ScenarioResult): Failure {
  return new Failure(EXIT.unmeasured, {
    fact: `No dose is known for "${size.name}" at ${JSON.stringify(size.variables)} (${size.series})`,
    cause: 'doses are worked out from recorded gates, and none of them has measured it at this size',
    next: 'record a gate without a fault first, with the same scenarios and sizes',
  });
}
