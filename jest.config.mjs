import nextJest from 'next/jest.js';

const withNext = nextJest({ dir: './' });

const shared = {
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
  // A build holds a second package.json, the local stack a database: neither is code under test.
  modulePathIgnorePatterns: ['<rootDir>/.next/', '<rootDir>/.local/'],
  clearMocks: true,
};

const node = {
  ...shared,
  displayName: 'node',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/{unit,database,api,client}/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    // pg_cron works in one database of a server that loads it, and pg_dump is in no package of npm's:
    // `npm run test:postgres-15` has both.
    ...(process.env.TEST_CRON_DATABASE ? [] : ['/__tests__/database/(pg-cron|billing-dump).test.ts']),
  ],
  globalSetup: '<rootDir>/__tests__/helpers/global-setup.ts',
  globalTeardown: '<rootDir>/__tests__/helpers/global-teardown.ts',
};

const jsdom = {
  ...shared,
  displayName: 'jsdom',
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/__tests__/components/**/*.test.ts{,x}'],
  setupFilesAfterEnv: ['<rootDir>/__tests__/helpers/setup-dom.ts'],
};

/** Jest requires; these packages are published for import only, so they are compiled first. */
async function project(options) {
  const config = await withNext(options)();
  return {
    ...config,
    transformIgnorePatterns: ['/node_modules/(?!(?:jose)/)', '^.+\\.module\\.(css|sass|scss)$'],
  };
}

const config = async () => ({
  testTimeout: 30_000,
  maxWorkers: '100%',
  projects: [await project(node), await project(jsdom)],
});

export default config;
