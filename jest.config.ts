/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

// `unit` needs no Docker and runs beside the code; `specs` and `study` measure, so each runs alone, one worker.
const shared = {
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' },
    ],
  },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/results/'],
} satisfies Config;

const config: Config = {
  // A machine that is busy is no failure; what hangs has a deadline of its own.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/specs/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'specs',
      testMatch: ['<rootDir>/specs/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/src/run/family.ts'],
    },
    { ...shared, displayName: 'study', testMatch: ['<rootDir>/specs/study/*.spec.ts'] },
    // Needs a Chromium, and says so by name where there is none.
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/src/**/*.browser-test.ts'] },
    { ...shared, displayName: 'engine', testMatch: ['<rootDir>/src/**/*.engine-test.ts'] },
  ],
};

export default config;
