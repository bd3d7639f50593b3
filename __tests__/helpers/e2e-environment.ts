import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

/** Tells the test file when a test fails, while its pages are still open to be looked at. */
export default class JourneyEnvironment extends TestEnvironment {
  async handleTestEvent(event: Circus.AsyncEvent): Promise<void> {
    if (event.name !== 'test_fn_failure') return;
    const { onJourneyFailure } = this.global as typeof globalThis;
    await onJourneyFailure?.(event.test.name);
  }
}
