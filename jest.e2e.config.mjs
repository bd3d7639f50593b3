import nextJest from 'next/jest.js';

/** Started by `npm run test:e2e`, which brings up what these tests visit. */
export default nextJest({ dir: './' })({
  displayName: 'e2e',
  testEnvironment: '<rootDir>/__tests__/helpers/e2e-environment.ts',
  setupFilesAfterEnv: ['<rootDir>/__tests__/helpers/setup-e2e.ts'],
  testMatch: ['<rootDir>/__tests__/e2e/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.next/', '<rootDir>/.local/'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
  // One machine, one browser, one business clock: journeys run after each other.
  maxWorkers: 1,
  testTimeout: 120_000,
});
