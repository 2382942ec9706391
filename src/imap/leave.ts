import type { Wire } from './wire';

/**
 * LOGOUT (RFC 9051 6.1.3): BYE, then the tagged OK. Some servers close after BYE; the session is over then too, so that is no
 * error here, where leaving only ends what was measured. Returns whether the tagged answer came. Throws Failure when the
 * connection ends without BYE, or nothing comes within `ms`.
 */
export async function leave(wire: Wire, ms: number): Promise<boolean> {
  let bye = false;
  const onUntagged = ({ text }: { readonly text: string }) => {
    bye ||= /^BYE\b/i.test(text);
  };
  try {
    await wire.run('LOGOUT', ms, { onUntagged });
    return true;
  } catch (error) {
    if (bye && wire.ended) return false;
    throw error;
  }
}
