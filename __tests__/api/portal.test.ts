/** How a person becomes a customer who signs in: by a join page, or by an invitation from the business. */
import { randomUUID } from 'node:crypto';
import { getProfile } from '@/lib/operations/account';
import { testPassword, type TestUser } from '../helpers/callers';
import { checksumsOf } from './support/checksum';
import { customer } from './support/makers';
import { joinAs, slugOf } from './support/session-samples';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;
let slug: string;

beforeAll(async () => {
  api = await startApi();
  slug = await slugOf(api);
});
afterAll(() => api.close());

async function customersOf(as: TestUser) {
  const { body } = await api.send('GET', '/api/user/profile', { as });
  return getProfile.output.parse(body).customers;
}

async function signUpWith(way: object) {
  const email = `new-${randomUUID()}@example.test`;
  const reply = await api.send('POST', '/api/auth/signup', {
    as: null,
    body: { email, password: testPassword, ...way },
  });
  return { reply, headers: { authorization: `Bearer ${String(reply.body['access_token'])}` } };
}

describe('the join page', () => {
  test('tells anyone what a business gives and takes, and nothing else of it', async () => {
    expect((await api.send('GET', `/api/join/${slug}`, { as: null })).body).toEqual({
      business_id: api.owner.businessId,
      business_name: expect.any(String),
      slug,
      welcome_grant: '100',
      credits_per_minute: '10',
    });
  });

  test('signs a newcomer up as a customer, who gets no business of their own', async () => {
    const { reply, headers } = await signUpWith({ join: slug, name: 'Grace Hopper' });
    expect(reply.status).toBe(201);
    expect((await api.send('GET', '/api/auth/me', { as: null, headers })).body).toMatchObject({
      businesses: [],
      customers: [{ name: 'Grace Hopper', business: { id: api.owner.businessId, slug } }],
    });
  });

  test('gives its grant once to a person, however often and at once they join', async () => {
    const visitor = await api.signUp('visitor');
    const join = () => api.send('POST', `/api/join/${slug}`, { as: visitor, body: { name: 'Visitor' } });
    const replies = await Promise.all(Array.from({ length: 10 }, join));
    expect(replies.map(({ status, body }) => [status, body['credits']])).toEqual(
      Array.from({ length: 10 }, () => [200, '100']),
    );
    expect(replies.filter(({ body }) => body['joined'] === true)).toHaveLength(1);
    const [own, ...others] = await customersOf(visitor);
    expect([own?.credits, others]).toEqual(['100', []]);
  });

  test('that is closed is not there: not to look at, to join, or to sign up by', async () => {
    const founder = await api.signUp('founder');
    const closed = await slugOf(api, founder);
    await api.send('PUT', '/api/business', { as: founder, body: { joinEnabled: false } });
    const before = await checksumsOf(api.database.admin);
    for (const name of [closed, 'no-such-business']) {
      const replies = [
        await api.send('GET', `/api/join/${name}`, { as: null }),
        await api.send('POST', `/api/join/${name}`, { body: {} }),
        (await signUpWith({ join: name })).reply,
      ];
      for (const reply of replies)
        expect(reply).toMatchObject({ status: 404, body: { code: 'business_not_found' } });
    }
    expect(await checksumsOf(api.database.admin)).toEqual(before);
  });

  test('of a business that grants nothing makes a customer with nothing', async () => {
    const founder = await api.signUp('founder');
    await api.send('PUT', '/api/business', { as: founder, body: { welcomeGrant: '0' } });
    const { body } = await api.send('POST', `/api/join/${await slugOf(api, founder)}`, { body: {} });
    expect(body).toMatchObject({ credits: '0', joined: true });
  });
});

describe('an invitation of a customer', () => {
  const invite = async (customerId: string, body: object = {}) =>
    api.send('POST', `/api/customers/${customerId}/invitation`, { body });
  const accept = (token: unknown, as: TestUser) =>
    api.send('POST', '/api/invitations/accept', { as, body: { token } });

  test('gives the one who accepts it the login of that customer, with all that was there', async () => {
    const customerId = await customer(api, { name: 'Long known' });
    const { body: invitation } = await invite(customerId);
    expect(invitation).toMatchObject({
      customer_id: customerId,
      email: null,
      token: expect.stringMatching(/^inv_/),
    });
    const person = await api.signUp('person');
    for (let times = 0; times < 2; times += 1) {
      expect(await accept(invitation['token'], person)).toMatchObject({
        status: 200,
        body: { role: 'customer', customer_id: customerId },
      });
    }
    expect(await customersOf(person)).toMatchObject([
      { customer_id: customerId, name: 'Long known', balance: '100.00', credits: '0' },
    ]);
    const late = await api.signUp('late');
    expect(await accept(invitation['token'], late)).toMatchObject({ status: 404 });
    expect(await invite(customerId)).toMatchObject({ status: 409, body: { code: 'customer_has_login' } });
  });

  test('signs a newcomer up as that customer, without a second business or grant', async () => {
    const customerId = await customer(api);
    const { token } = (await invite(customerId)).body;
    const { headers } = await signUpWith({ invitation: token });
    expect((await api.send('GET', '/api/auth/me', { as: null, headers })).body).toMatchObject({
      businesses: [],
      customers: [{ customer_id: customerId }],
    });
  });

  test('is withdrawn by the next one, and is for its address alone', async () => {
    const customerId = await customer(api);
    const person = await api.signUp('person');
    const { token: first } = (await invite(customerId)).body;
    const { token: second } = (await invite(customerId, { email: 'Somebody.Else@example.test' })).body;
    expect(await accept(first, person)).toMatchObject({
      status: 404,
      body: { code: 'invitation_not_found' },
    });
    expect(await accept(second, person)).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    const { token: third } = (await invite(customerId, { email: person.email })).body;
    expect(await accept(third, person)).toMatchObject({ status: 200 });
  });

  test('is refused to who is another customer of the business already', async () => {
    const ada = await joinAs(api, 'ada');
    const { token } = (await invite(await customer(api))).body;
    expect(await accept(token, ada)).toMatchObject({ status: 409, body: { code: 'already_customer' } });
  });

  test('of an archived customer is refused', async () => {
    const customerId = await customer(api);
    await api.send('DELETE', `/api/customers/${customerId}`);
    expect(await invite(customerId)).toMatchObject({ status: 409, body: { code: 'customer_archived' } });
  });
});
