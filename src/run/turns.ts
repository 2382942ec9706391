/**
 * Two servers measured at once, of which one is at work at a time. What the host does to CPU times lasts for tenths of a second, so
 * figures that are to be compared are taken within that: base, head, head, base, and so on.
 */
export class Turns {
  private readonly taken = new Map<object, number>();
  private readonly waiting = new Map<object, () => void>();
  private active: object | null = null;
  private readonly agreed = new Map<string, number>();

  /** Does all of somebody's work in turn with the others'. Whoever comes first begins. */
  async run<T>(who: object, work: () => Promise<T>): Promise<T> {
    this.taken.set(who, 0);
    await this.until(who, () => this.active === null);
    try {
      return await work();
    } finally {
      this.taken.delete(who);
      this.active = null;
      this.wakeNext();
    }
  }

  /** Between two pieces of work: the other goes on, unless it is behind less than this one. Waits for this one's next turn. */
  async pass(who: object): Promise<void> {
    const mine = (this.taken.get(who) ?? 0) + 1;
    this.taken.set(who, mine);
    const isAhead = [...this.taken].some(([other, count]) => other !== who && count < mine);
    if (!isAhead) return;
    this.active = null;
    const back = this.until(who, () => false);
    this.wakeNext(who);
    await back;
  }

  /** What the first who comes here says, for all of them: figures that are compared are taken in the same way. */
  agree(about: string, mine: number): number {
    const number = this.agreed.get(about) ?? mine;
    this.agreed.set(about, number);
    return number;
  }

  private async until(who: object, isFree: () => boolean): Promise<void> {
    if (!isFree()) await new Promise<void>((resolve) => this.waiting.set(who, resolve));
    this.waiting.delete(who);
    this.active = who;
  }

  /** The one that waits and is not `last`; `last` where nobody else does. */
  private wakeNext(last?: object): void {
    const next = [...this.waiting].find(([who]) => who !== last) ?? [...this.waiting][0];
    if (next === undefined) return;
    this.active = next[0];
    next[1]();
  }
}
