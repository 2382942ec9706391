import { writeSync } from 'node:fs';
import { reasonOf } from '../config/failure';
import type { Stack, StackWishes } from '../containers/stack';
import { connect } from '../engine/connect';
import { login } from '../imap/login';
import { mailboxOf } from '../mailbox/choose';
import type { Inbox } from '../mailbox/inbox';
import { type Owned, seededStack } from '../mailbox/prepare';
import type { ScenarioResult } from '../report/schema';
import { Calibrator } from './calibrator';
import { inboxes } from './inboxes';
import { Injector } from './injector';
import { EVENTS_FD, type Plan, type RunEvent } from './plan';
import { plantedKind } from './planted';
import type { Turns } from './turns';

const WARM_MS = 60_000;

export function tell(event: RunEvent): void {
  writeSync(EVENTS_FD, `${JSON.stringify(event)}\n`);
}

/** A server on its seeded state. */
export interface Ready {
  readonly stack: Stack;
  /** Of the measured user (null), and of those who have the gate's mailboxes. */
  inboxOf(user: string | null): Inbox;
  readonly capabilities: ReadonlySet<string>;
  readonly calibrator: Calibrator | null;
  readonly injector: Injector | null;
}

/**
 * One server on its seeded mailbox, for the scenarios of a family. Replaced by a fresh one after anything went wrong,
 * so that a scenario never meets what another broke.
 */
export class Bench {
  private current: Ready | null = null;
  private opening: Promise<Ready> | null = null;
  private readonly mailboxes: readonly Owned[];
  serverStarts = 0;
  /** What the calibrator took so far, ms. */
  readonly calibrated: number[] = [];
  time = { atWorkMs: 0, settlingMs: 0, startingMs: 0 };
  serial = Date.now() % 1_000_000;

  /** `turns`: with whom it takes turns, in a comparison. */
  constructor(
    readonly plan: Plan,
    readonly turns: Turns | null = null,
  ) {
    this.mailboxes = plan.mailboxes.map(({ user, spec }) => ({ user, mailbox: mailboxOf(spec) }));
  }

  /** The stack, opened if there is none, and what each INBOX holds as its server shows it. */
  async ready(): Promise<Ready> {
    if (this.current === null) {
      const opening = this.opening ?? this.starting(() => this.open());
      this.opening = null;
      this.current = await opening;
    }
    return this.current;
  }

  /** Opens the stack while others open theirs: two take little longer than one. What goes wrong, ready() throws. */
  async openAhead(): Promise<void> {
    if (this.current !== null) return;
    this.opening ??= this.starting(() => this.open());
    await this.opening.catch(() => undefined);
  }

  /** Runs work whose time counts as starting. */
  async starting<T>(work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    try {
      return await work();
    } finally {
      this.time.startingMs += performance.now() - since;
    }
  }

  /** Runs work whose time counts as the server's, steps and proofs too, but for the starting and settling in it. */
  async atWork<T>(work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    const before = { ...this.time };
    const result = await work();
    const apart = this.time.startingMs - before.startingMs + this.time.settlingMs - before.settlingMs;
    this.time.atWorkMs += performance.now() - since - apart;
    return result;
  }

  /** A freshly started server, warmed by one session that logs in, opens INBOX and leaves: the stated, cheap step. */
  async freshServer(): Promise<void> {
    const { stack, injector } = await this.ready();
    await this.starting(async () => {
      await stack.server.restart();
      injector?.restarted();
      const { wire } = await login(stack.server.imap, stack.account);
      await wire.run('SELECT INBOX', WARM_MS);
      wire.close();
    });
    this.serverStarts += 1;
  }

  /** A look at the host, where CPU time is judged. The server rests meanwhile. */
  async calibrate(): Promise<void> {
    const { calibrator } = await this.ready();
    if (!calibrator) return;
    const cpuMs = await calibrator.take();
    this.calibrated.push(cpuMs);
    tell({ event: 'calibrated', cpuMs });
  }

  /** What the detection bench plants in the next reading; undefined in every other run. */
  async dose(size: ScenarioResult, when: 'first' | 'steady', executions: number) {
    const { injector } = await this.ready();
    return injector?.dose(size, when, executions);
  }

  /** For --keep: how to reach what is left running. The agent ends, for its stream would keep this process. */
  async sayWhereItIs(): Promise<void> {
    const { stack, calibrator, injector } = await this.ready();
    calibrator?.close();
    injector?.close();
    const { imap, lmtp } = stack.server;
    const { login: user, password } = stack.account;
    const text = `Left running: ${stack.name}-server, IMAP ${imap.host}:${imap.port}, LMTP ${lmtp.host}:${lmtp.port}, user ${user}, password ${password}; npx aerometer clean --keep-cache removes it`;
    tell({ event: 'note', text });
    stack.agent.close();
  }

  /** Of the stack at hand, for errors: who has gone and why, and the last log lines. Never throws. */
  async lastWords(): Promise<{ why: string | null; lines: string[] }> {
    if (!this.current) return { why: null, lines: [] };
    try {
      return await this.current.stack.lastWords();
    } catch (error) {
      return { why: null, lines: [`(the log could not be read: ${reasonOf(error)})`] };
    }
  }

  async discard(): Promise<void> {
    const stack = this.current?.stack;
    this.current?.calibrator?.close();
    this.current?.injector?.close();
    this.current = null;
    if (stack) await this.starting(() => stack.close());
  }

  private async open(): Promise<Ready> {
    const { plan, mailboxes } = this;
    const { docker } = await connect();
    const wishes: StackWishes = {
      ...plan.stack,
      docker,
      kind: plantedKind(plan),
      say: (text) => tell({ event: 'note', text }),
    };
    const stack = await seededStack(wishes, mailboxes);
    try {
      const found = await inboxes(stack, mailboxes, plan.directory);
      const doors = stack.server.imaps === null ? ['LMTP'] : ['LMTP', 'IMAPS'];
      const inboxOf = (user: string | null) => {
        const inbox = found.inboxes.get(user);
        if (inbox === undefined) throw new Error(`nothing is planned for the user ${user}`);
        return inbox;
      };
      return {
        stack,
        inboxOf,
        capabilities: new Set([...found.capabilities, ...doors]),
        calibrator: plan.calibrator === null ? null : await Calibrator.beside(stack, plan.calibrator),
        injector: plan.planted?.doses ? await Injector.beside(stack, plan.planted.doses) : null,
      };
    } catch (error) {
      await stack.close();
      throw error;
    }
  }
}
