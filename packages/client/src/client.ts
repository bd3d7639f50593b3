import { Operations, usageBatchPath } from './generated/operations';
import type { RecordUsageBatchOutput } from './generated/types';
import { uuid } from './ids';
import { settingsOf, type CallOptions, type ClientOptions, type Settings } from './options';
import type { RecorderOptions } from './recorder/options';
import { UsageRecorder } from './recorder/recorder';
import { headersOf } from './request';
import { attemptOnce, senderOf } from './sender';
import type { UsageInput, UsageRecord } from './usage';

/**
 * The API of Drawdown. Every operation is a method of the group it is documented in: `client.customers.list()`.
 *
 * Requests are in camelCase, answers exactly as the server sends them, in snake_case. Amounts are decimal strings.
 */
export class BillingSystemClient extends Operations {
  readonly #settings: Settings;

  constructor(options: ClientOptions) {
    const settings = settingsOf(options);
    super(senderOf(settings));
    this.#settings = settings;
  }

  /**
   * Records usage. The same usage twice is recorded once: the second call throws a `DuplicateRecordError` with the record.
   * Usage that truly is the same twice is told apart by `requestId`, or by `idempotencyKey` in the options.
   */
  recordUsage(usage: UsageInput, options?: CallOptions): Promise<UsageRecord> {
    return this.usage.record(usage, options);
  }

  /**
   * Records up to 1,000 events, each with an outcome of its own, in their order. For many events use `usageRecorder`.
   *
   * An event without a `requestId` that was recorded by an attempt whose answer was lost comes back as `duplicate`.
   */
  recordUsageBatch(events: readonly UsageInput[], options?: CallOptions): Promise<RecordUsageBatchOutput> {
    return this.usage.recordBatch({ events: [...events] }, options);
  }

  /** A buffer in front of `recordUsageBatch`: for programs that report much, or must not wait. */
  usageRecorder(options: RecorderOptions): UsageRecorder {
    const settings = this.#settings;
    return new UsageRecorder(async (body, { signal, keepalive }) => {
      const requestId = uuid();
      const headers = await headersOf(settings, requestId, undefined);
      const target = { method: 'POST', url: settings.baseUrl + usageBatchPath, body };
      const { timeoutMs } = settings;
      const { value } = await attemptOnce(settings, target, headers, requestId, {
        timeoutMs,
        signal,
        keepalive,
      });
      // As all answers: the type is made from what the server holds them to.
      return value as RecordUsageBatchOutput;
    }, options);
  }
}
