/** What a spec file of another project imports: `import { family, scenario } from 'aerometer'`. */
export { family, scenario } from './scenario/registry';
export type { Declaration, Family, Scenario } from './scenario/scenario';
