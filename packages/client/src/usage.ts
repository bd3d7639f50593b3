import type { UsageApi } from './generated/operations';
import type { RecordProductUsageInput, RecordUsageBatchOutput, RecordUsageInput } from './generated/types';

type Given<Input, Fields extends keyof Input> = {
  [Field in Fields]-?: NonNullable<Input[Field]>;
};

type About = Pick<RecordUsageInput, 'requestId' | 'occurredAt'>;

/** A service by name, with the price that it is billed at. */
export type ServiceUsage = Given<
  RecordUsageInput,
  'customerId' | 'service' | 'unitsConsumed' | 'pricePerUnit'
> &
  About;

/** A product, at its unit price of the moment of recording. */
export type ProductUsage = Given<RecordProductUsageInput, 'customerId' | 'productId' | 'units'> & About;

/** What was used: a service with its price, or a product. */
export type UsageInput = ServiceUsage | ProductUsage;

/** Usage as it was recorded. */
export type UsageRecord = Awaited<ReturnType<UsageApi['record']>>;

/** What became of one event of a batch. */
export type BatchOutcome = RecordUsageBatchOutput['results'][number];

/** Why an event was refused. */
export type InvalidReason = NonNullable<BatchOutcome['error']>;
