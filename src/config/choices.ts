/** The seed's four command families, and delivery over LMTP. */
export const FAMILIES = ['connection', 'notification', 'query', 'write', 'delivery'] as const;
export type Family = (typeof FAMILIES)[number];

/** Costs that a report is sorted by, worst first. */
export const SORTS = ['cpu', 'peak', 'requests'] as const;
export type Sort = (typeof SORTS)[number];
