import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '@/lib/errors/codes';
import { BillingSystemClient } from '@/packages/client/src';
import { readDocument } from '@/scripts/client/document';
import { generate } from '@/scripts/client/generate';
import { methodName } from '@/scripts/client/names';

const document = readDocument();

test.each(Object.entries(generate(document)))(
  'generated/%s is what the API document says: run "npm run client:types" after a change',
  (name, text) => {
    expect(readFileSync(join('packages', 'client', 'src', 'generated', name), 'utf8')).toBe(text);
  },
);

test('the client knows every error code of the server', () => {
  expect(document.schemas['ErrorCode']?.enum).toEqual(Object.keys(errorCodes));
});

test('every operation of the document is a method of the client', () => {
  const client = new BillingSystemClient({ baseUrl: '/api' });
  const groups = Object.values(client).filter((group) => typeof group === 'object' && group !== null);
  const methods = groups.flatMap((group: object) => Object.keys(group));
  expect(methods).toHaveLength(document.operations.length);
});

test.each([
  ['list_customers', 'Customers', 'list'],
  ['get_debit_run', 'Debits', 'getRun'],
  ['preview_purchase', 'Orders', 'previewPurchase'],
  ['revoke_api_key', 'API keys', 'revoke'],
  ['sign_up', 'Account', 'signUp'],
  ['get_overview', 'Overview', 'get'],
  ['list_billing_runs', 'Billing', 'listRuns'],
  ['start_session', 'Sessions', 'start'],
  ['get_session_status', 'Sessions', 'getStatus'],
  ['list_sessions', 'Sessions', 'list'],
  ['add_credits', 'Sessions', 'addCredits'],
  ['capture_hold', 'Holds', 'capture'],
  ['list_holds', 'Holds', 'list'],
  ['invite_customer', 'Portal', 'inviteCustomer'],
])('%s of %s is called %s', (operation, tag, method) => {
  expect(methodName(operation, tag)).toBe(method);
});
