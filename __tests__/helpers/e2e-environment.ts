import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

/** Tells the test file when a test fails, while its pages are still open to be looked at. */
export default class JourneyEnvironment extends TestEnvironment {
  async handleTestEvent(event: Circus.AsyncEvent): Promise<void> {
    if (event.name !== 'test_fn_failure') return;
    const report: unknown = Reflect.get(this.global, 'onJourneyFailure');
    if (typeof report === 'function') await report(event.test.name);
  }
}
