/** Runs once when a server starts; never during a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvironment, startObserving } = await import('./instrumentation-node');
    checkEnvironment();
    await startObserving();
  }
}
