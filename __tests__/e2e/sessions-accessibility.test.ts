import { createCustomer } from '@/lib/operations/customers';
import { listSessions } from '@/lib/operations/sessions';
import { findings, opened } from '../helpers/axe';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { ask, isLive, newOwner, signIn } from '../helpers/journeys';

/** Signed in to the sample data, where sessions run and have ended. */
let demo: Visitor;
/** Signed in to a business that was made a moment ago. */
let newcomer: Visitor;
const paths: Record<string, string> = {};

beforeAll(async () => {
  [demo, newcomer] = await Promise.all([visitor(), visitor()]);
  const [{ data: active }, { data: ended }, owner] = await Promise.all([
    ask(listSessions.output, stack.apiKey, 'GET', '/sessions?status=active'),
    ask(listSessions.output, stack.apiKey, 'GET', '/sessions?status=ended'),
    newOwner(),
    signIn(demo, { email: 'demo@drawdown.test', password: 'drawdown-demo' }),
  ]);
  await signIn(newcomer, owner);
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', { name: 'Ada' });
  // The other that runs in the sample data runs out within minutes.
  const lasting = active.find(({ customer_name }) => customer_name === 'Ada Lovelace Labs');
  paths['session that runs'] = `/sessions/${lasting?.id}`;
  paths['session that ended'] = `/sessions/${ended[0]?.id}`;
  paths['customer with a running session'] = `/customers/${lasting?.customer_id}?tab=sessions`;
  paths['credits of a customer'] = `/customers/${lasting?.customer_id}?wallet=credits`;
  paths['customer without a session'] = `/customers/${customer.id}?tab=sessions`;
  paths['customer without credits'] = `/customers/${customer.id}?wallet=credits`;
});
afterAll(everybodyLeaves);

describe('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', () => {
  test.each([
    ['sessions', '/sessions'],
    ['sessions of some days', '/sessions?from=2026-01-01&to=2026-01-31'],
    ['session history', '/sessions/history'],
    ['sessions that no filter finds', '/sessions/history?outcome=customer_archived'],
    ['session that runs', null],
    ['session that ended', null],
    ['session that does not exist', '/sessions/0196c1f0-0000-7000-8000-000000000001'],
    ['customer with a running session', null],
    ['credits of a customer', null],
    ['portal settings', '/settings/portal'],
  ])('on the page of the dashboard: %s', async (name, path) => {
    await demo.page.goto(path ?? paths[name] ?? '');
    await demo.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });

  test.each([
    ['sessions', '/sessions'],
    ['session history', '/sessions/history'],
    ['customer without a session', null],
    ['customer without credits', null],
  ])('with nothing on it yet: %s', async (name, path) => {
    await newcomer.page.goto(path ?? paths[name] ?? '');
    await newcomer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(newcomer.page)).toEqual([]);
  });

  test('in the dialog that starts a session: whose it is, of a customer who has none, and with one that runs', async () => {
    await demo.page.goto('/sessions');
    await opened(demo.page, 'Start session');
    const dialog = demo.page.getByRole('dialog', { name: 'Start session' });
    expect(await findings(demo.page)).toEqual([]);
    for (const [term, words] of [
      ['Larkspur', /A session needs at least one|ends by itself/],
      ['Ada Lovelace', /is running already/],
    ] as const) {
      await dialog.getByRole('combobox', { name: 'Find a customer' }).fill(term);
      await dialog.getByRole('option', { name: new RegExp(term), selected: true }).click();
      await dialog.getByText(words).waitFor();
      expect(await findings(demo.page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Another customer' }).click();
    }
  });

  test('in the question before a session is stopped', async () => {
    await demo.page.goto(paths['session that runs'] ?? '');
    await isLive(demo);
    await demo.page.getByRole('button', { name: /^Stop the session/ }).click();
    await demo.page.getByRole('dialog', { name: /^Stop the session/ }).waitFor();
    expect(await findings(demo.page)).toEqual([]);
  });
});
