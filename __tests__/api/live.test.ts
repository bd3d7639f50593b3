/** GET /api/live: who is told what. */
import { LiveStage } from './support/live-stage';

let stage: LiveStage;

beforeAll(async () => {
  stage = await LiveStage.start();
});
afterEach(() => stage.everybodyLeaves());
afterAll(() => stage.close());

describe('what a viewer is told', () => {
  test('to look, and then each topic that changes', async () => {
    const stream = await stage.follow();
    await stream.sees('resync');
    const customerId = await stage.addCustomer();
    await stream.sees('change customers');
    await stage.credit(customerId);
    await stream.sees('change wallets');
    expect(stream.types).toEqual(['resync', 'change audit', 'change customers', 'change wallets']);
  });

  test('a page of one customer: what happens to them, and nothing of another or of the business', async () => {
    const [watched, other] = [await stage.addCustomer(), await stage.addCustomer()];
    const stream = await stage.follow({ query: { customer_id: watched } });
    await stream.sees('resync');
    await stage.credit(other);
    await stage.addCustomer();
    await stage.credit(watched);
    await stream.sees('change wallets');
    expect(stream.types).toEqual(['resync', 'change wallets']);
  });

  test('nothing of another tenant', async () => {
    const stranger = await stage.api.signUp('stranger');
    const stream = await stage.follow();
    await stream.sees('resync');
    await stage.api.send('POST', '/api/products', { as: stranger, body: { name: 'Theirs', price: '1' } });
    // An own change comes after the foreign one: by then that would have been told, too.
    await stage.addCustomer();
    await stream.sees('change customers');
    expect(stream.types).toEqual(['resync', 'change audit', 'change customers']);
  });

  test('a signed-in customer: what happens to themselves, whether they name themselves or the business', async () => {
    const { id, user } = await stage.customerWithLogin();
    const other = await stage.addCustomer();
    const queries = [{ business_id: stage.api.owner.businessId }, { customer_id: id }];
    const streams = await Promise.all(queries.map((query) => stage.follow({ as: user, query })));
    const business = await stage.follow();
    await Promise.all([...streams, business].map((stream) => stream.sees('resync')));
    await stage.credit(other);
    await stage.api.send('POST', '/api/products', { body: { name: 'Thing', price: '1' } });
    await stage.api.send('POST', '/api/debit-processor/trigger', { body: {} });
    await business.sees('change debits');
    await stage.credit(id);
    for (const stream of streams) {
      await stream.sees('change wallets');
      expect(stream.types).toEqual(['resync', 'change wallets']);
    }
  });

  test('the same for a viewer, who may only read', async () => {
    const stream = await stage.follow({
      as: await stage.addMember('viewer'),
      query: { business_id: stage.api.owner.businessId },
    });
    await stream.sees('resync');
    await stage.addCustomer();
    await stream.sees('change customers');
  });

  test('it is a stream of events that nothing on the way keeps, packs or holds back', async () => {
    const { headers, body } = await stage.ask({});
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    await body?.cancel();
  });
});

describe('who may not watch', () => {
  test('nobody', async () => {
    expect(await stage.refusal({ as: null })).toEqual([401, 'authentication_required']);
  });

  test('a member of another business', async () => {
    const stranger = await stage.api.signUp('stranger');
    const query = { business_id: stage.api.owner.businessId };
    expect(await stage.refusal({ as: stranger, query })).toEqual([404, 'business_not_found']);
  });

  test('anyone a customer of another business, or one that does not exist', async () => {
    const stranger = await stage.api.signUp('stranger');
    const customer_id = await stage.addCustomer();
    expect(await stage.refusal({ as: stranger, query: { customer_id } })).toEqual([
      404,
      'customer_not_found',
    ]);
    expect(await stage.refusal({ query: { customer_id: crypto.randomUUID() } })).toEqual([
      404,
      'customer_not_found',
    ]);
  });

  test('a customer another customer', async () => {
    const { user } = await stage.customerWithLogin();
    const query = { business_id: stage.api.owner.businessId, customer_id: await stage.addCustomer() };
    expect(await stage.refusal({ as: user, query })).toEqual([404, 'business_not_found']);
  });

  test('a key without the permission, and one that was revoked', async () => {
    const { key } = await stage.makeKey(['customers:read']);
    expect(await stage.refusal({ as: key })).toEqual([403, 'permission_denied']);
    const revoked = await stage.makeKey();
    await stage.api.send('DELETE', `/api/api-keys/${revoked.id}`);
    expect(await stage.refusal({ as: revoked.key })).toEqual([401, 'api_key_revoked']);
  });

  test.each([{ business_id: 'nonsense' }, { customer_id: '1' }, { customer: 'unknown' }])(
    'anyone with %j',
    async (query) => {
      expect(await stage.refusal({ query })).toEqual([422, 'invalid_request']);
    },
  );
});
