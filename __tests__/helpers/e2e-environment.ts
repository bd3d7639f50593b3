import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

/** Tells the test file when a test begins, and when it fails, while its pages are still open to be looked at. */
export default class JourneyEnvironment extends TestEnvironment {
  async handleTestEvent(event: Circus.AsyncEvent): Promise<void> {
    if (event.name === 'test_start') await this.tell('onJourneyStart', event.test.invocations);
    if (event.name === 'test_fn_failure') {
      await this.tell('onJourneyFailure', event.test.name, event.test.invocations);
    }
  }

  private async tell(hook: string, ...about: unknown[]): Promise<void> {
    const told: unknown = Reflect.get(this.global, hook);
    if (typeof told === 'function') await told(...about);
  }
}
