import { startApi, type ApiStage } from './support/stage';

/** Where the installation does not allow private addresses, which is unless it says so. */

let api: ApiStage;
beforeAll(async () => {
  delete process.env['WEBHOOKS_ALLOW_PRIVATE_ADDRESSES'];
  api = await startApi();
});
afterAll(() => api.close());

test.each([
  ['http://example.com/hooks', 'must be an https address'],
  ['https://127.0.0.1/hooks', 'must be a public address; 127.0.0.1 is not'],
  ['https://[::ffff:169.254.169.254]/', 'must be a public address; ::ffff:a9fe:a9fe is not'],
  ['https://localhost:3000/hooks', 'must be a public address'],
  ['https://user:secret@example.com/hooks', 'must not have a user name or password in it'],
  ['example.com/hooks', 'must be an https address'],
])('an endpoint at %s is refused before it is made, and when it is changed', async (url, message) => {
  const expected = { status: 422, body: { code: 'invalid_request', errors: [{ pointer: '/url', message }] } };
  expect(await api.send('POST', '/api/webhook-endpoints', { body: { url } })).toMatchObject(expected);
  const made = await api.send('POST', '/api/webhook-endpoints', {
    body: { url: 'https://example.com/hooks' },
  });
  const path = `/api/webhook-endpoints/${String(made.body['id'])}`;
  expect(await api.send('PUT', path, { body: { url } })).toMatchObject(expected);
});
