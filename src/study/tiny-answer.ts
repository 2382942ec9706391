/** What the tiny server says to one command line, and what that costs. */
export interface TinyAnswer {
  /** CPU in ms. */
  readonly cpuMs?: number;
  /** KiB that it holds while it answers, and gives back. */
  readonly peakKib?: number;
  /** Requests to its storage, such as `s3:GetObject`. */
  readonly requests?: Readonly<Record<string, number>>;
  readonly untagged?: readonly string[];
  /** As `NO [CANNOT] not that`. Null: the server dies in the middle of an untagged answer. */
  readonly tagged: string | null;
}

/** The answer as it goes over the wire. */
export function answerText(tag: string, { untagged = [], tagged }: TinyAnswer): string {
  const whole = untagged.map((text) => `* ${text}\r\n`).join('');
  return tagged === null ? `${whole}* 1 FETCH (FL` : `${whole}${tag} ${tagged}\r\n`;
}
