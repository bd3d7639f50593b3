import { env, EnvironmentError } from '@/lib/env';

/** What is missing from the environment is said when the server starts, not at the first request. */
export function checkEnvironment(): void {
  if (process.env.NEXT_PHASE === 'phase-production-build') return;
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exit(1);
  }
}
