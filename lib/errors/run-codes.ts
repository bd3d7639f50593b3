import type { ErrorCodeEntry } from './caller-codes';

/** Of runs, their plans, the entries they make, and the clock they go by. */
export const runCodes = {
  debit_run_not_found: {
    status: 404,
    title: 'debit run not found',
    remedy: 'Check the id; `GET /api/debit-processor/runs` lists the runs.',
  },
  billing_run_not_found: {
    status: 404,
    title: 'billing run not found',
    remedy: 'Check the id; `GET /api/billing/runs` lists the runs.',
  },
  usage_charge_not_found: {
    status: 404,
    title: 'usage charge not found',
    remedy: 'Check the id; `GET /api/billing/charges` lists the charges for usage.',
  },
  ledger_entry_not_found: {
    status: 404,
    title: 'ledger entry not found',
    remedy: 'Check the id, `{wallet_id}.{version}`; the ledger of a customer lists its entries.',
  },
  plan_changed: {
    status: 409,
    title: 'plan changed',
    remedy: 'Nothing was done. Look again: the next preview has the plan of what would be done now.',
  },
  not_a_sandbox: {
    status: 409,
    title: 'not a sandbox',
    remedy: 'Make a business with `is_sandbox` to try things out in: its clock can be moved.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;
