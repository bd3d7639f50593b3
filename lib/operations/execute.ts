import 'server-only';
import type { z } from 'zod';
import type { Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';
import type { Answer, Arguments } from '@/lib/database/transport';
import { Problem } from '@/lib/errors/problem';
import { refuseUrl } from '@/lib/webhooks/refuse-url';
import { triggerBilling } from './billing';
import { triggerDebits } from './debits';
import type { Operation } from './define';
import { messageOf } from './messages';
import { advanceClock } from './sandbox';
import { createWebhookEndpoint, updateWebhookEndpoint } from './webhooks';

/** What is looked at before the database is asked, since only this process knows it. */
const checks: Readonly<Record<string, (input: Arguments) => void>> = {
  [createWebhookEndpoint.name]: refuseUrl,
  [updateWebhookEndpoint.name]: refuseUrl,
};

type Continuation = (first: Answer, args: Arguments, identity: Identity) => Promise<Answer>;

/** The rest of a request that is longer than one transaction. */
const continuations: Readonly<Record<string, Continuation>> = {
  [triggerDebits.name]: advanceToEnd('advance_debits', 'run_id', 'run_id'),
  [triggerBilling.name]: advanceToEnd('advance_billing', 'id', 'billing_run_id'),
  [advanceClock.name]: advanceToMoment,
};

/** What an answer waits for a run at the most; the job goes on with what is left. */
const longestWaitMilliseconds = 50_000;
/** What an answer waits for a test clock, which nobody else moves on: whoever asked sees how far it is, and asks again. */
const longestMoveMilliseconds = 5_000;

/**
 * Does an operation with input that its schema has parsed, and answers with the JSON text Postgres made.
 *
 * @throws Problem
 */
export async function executeParsed(
  operation: Operation,
  input: Arguments,
  identity: Identity,
): Promise<Answer> {
  checks[operation.name]?.(input);
  const args = argumentsOf(input);
  const first = await call(operation.name, args, identity);
  const goOn = continuations[operation.name];
  return goOn === undefined ? first : goOn(first, args, identity);
}

/** `limit` is a reserved word of SQL, and not every gateway in front of Postgres quotes the names of parameters. */
function argumentsOf({ limit, ...rest }: Arguments): Arguments {
  return limit === undefined ? rest : { ...rest, page_size: limit };
}

/**
 * Parses the input and does the operation, for pages and server actions.
 *
 * @throws Problem `invalid_request` with the fields that do not parse, and whatever the operation gives
 */
export async function execute<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
  identity: Identity,
): Promise<{ body: z.output<Output>; replayed: boolean }> {
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) {
    throw new Problem('invalid_request', {
      errors: parsed.error.issues.map((issue) => ({
        pointer: `/${issue.path.join('/')}`,
        message: messageOf(issue, input),
      })),
    });
  }
  const answer = await executeParsed(operation, parsed.data, identity);
  // Postgres made it, and the contract tests hold every operation's answers to its output schema.
  return { body: JSON.parse(answer.text) as z.output<Output>, replayed: answer.replayed };
}

/** Takes a run step by step to its end, or as far as an answer can wait. */
function advanceToEnd(step: string, idField: string, parameter: string): Continuation {
  return async (first, args, identity) => {
    const deadline = Date.now() + longestWaitMilliseconds;
    let answer = first;
    let run = JSON.parse(first.text) as Record<string, unknown>;
    while (run.status === 'running' && Date.now() < deadline) {
      answer = await call(
        step,
        { ...args, [parameter]: run[idField] },
        { ...identity, idempotencyKey: null },
      );
      run = JSON.parse(answer.text) as Record<string, unknown>;
    }
    return { text: answer.text, replayed: first.replayed };
  };
}

/** Moves a test clock step by step to where it is to stand, or as far as an answer can wait. */
async function advanceToMoment(first: Answer, args: Arguments, identity: Identity): Promise<Answer> {
  const deadline = Date.now() + longestMoveMilliseconds;
  let answer = first;
  let move = JSON.parse(first.text) as Record<string, unknown>;
  while (move.reached === false && Date.now() < deadline) {
    const rest = { business_id: args['business_id'], until: move.until };
    answer = await call(advanceClock.name, rest, { ...identity, idempotencyKey: null });
    move = JSON.parse(answer.text) as Record<string, unknown>;
  }
  return { text: answer.text, replayed: first.replayed };
}
