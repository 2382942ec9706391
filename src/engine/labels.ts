/** Labels on everything the suite makes, so that whatever a killed run left can be found and told from other people's. */
export const LABEL = 'aerometer';
export const RUN = 'aerometer.run';
/** Volumes that outlive runs on purpose: seeded states. The value is the snapshot's key. */
export const SNAPSHOT = 'aerometer.snapshot';

export function labelsOf(run: string): Record<string, string> {
  return { [LABEL]: '1', [RUN]: run };
}
