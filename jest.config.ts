/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

// The tests of aerometer itself. What measures (specs/) runs by src/run/jest.ts.
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
    // Needs a Chromium, and says so by name where there is none.
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/src/**/*.browser-test.ts'] },
    { ...shared, displayName: 'engine', testMatch: ['<rootDir>/src/**/*.engine-test.ts'] },
  ],
};

export default config;
