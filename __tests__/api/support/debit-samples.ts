import { customer, none, type Prepare } from './makers';

/** Of the hourly debit, the clock it goes by, and the entries it makes. */
export const debitSamples: Readonly<Record<string, Prepare>> = {
  trigger_debits: async (api) => {
    await customer(api, { hourly_debit_amount: '1' });
    return none;
  },
  preview_debits: () => none,
  get_debit_status: () => none,
  list_debit_runs: () => ({ input: { limit: '1' } }),
  get_debit_run: async (api) => ({
    input: { run_id: (await api.send('POST', '/api/debit-processor/trigger')).body['run_id'] },
  }),
  list_debit_logs: async (api) => {
    const customer_id = await customer(api, { hourly_debit_amount: '1' });
    const { body } = await api.send('POST', '/api/debit-processor/trigger');
    const period_from = '2020-01-01T00:00:00Z';
    return { input: { customer_id, status: 'success', run_id: body['run_id'], period_from, limit: '200' } };
  },
  get_overview: async (api) => {
    await customer(api, { hourly_debit_amount: '1' });
    await api.send('POST', '/api/debit-processor/trigger');
    return none;
  },
  advance_clock: async (api) => {
    const as = await api.signUp('traveller');
    await api.database.admin.query(
      "update public.businesses set is_sandbox = true, test_clock_at = '2026-03-01T09:30:00Z' where id = $1",
      [as.businessId],
    );
    return { input: { hours: 2 }, as };
  },
  get_balance: async (api) => ({ input: { customer_id: await customer(api), limit: '1' } }),
  list_ledger_entries: async (api) => ({
    input: { customer_id: await customer(api), wallet: 'prepaid', limit: '1' },
  }),
  get_ledger_proof: () => none,
  add_credit: async (api) => ({
    input: { customer_id: await customer(api), amount: '12.50', description: 'Sample' },
  }),
  get_ledger_entry: async (api) => {
    const path = `/api/customers/${await customer(api)}/ledger`;
    const { body } = await api.send('GET', path);
    return { input: { entry_id: (body['data'] as { id: string }[])[0]?.id } };
  },
};
