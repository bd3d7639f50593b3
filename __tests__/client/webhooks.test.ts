import { Webhook } from 'standardwebhooks';
import { signatureHeaders } from '@/lib/webhooks/send';
import { webhooks, WebhookVerificationError } from '@/packages/client/src';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=';
const body = JSON.stringify({ id: 'e1', type: 'webhook.test', data: { message: 'ünïcode 🎉' } });
const at = new Date('2026-03-01T09:30:00Z');
const now = at.getTime();

function claim(secrets: string[]) {
  return { business_id: 'b', endpoint_id: 'p', event_id: 'e1', claim_id: 'c', url: '', secrets, body };
}

/** As the public library signs. */
function signed(when = at, by = secret): Record<string, string> {
  return {
    'webhook-id': 'e1',
    'webhook-timestamp': String(Math.floor(when.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('e1', when, body),
  };
}

test('takes what the public library signs, as text and as bytes, from any kind of headers', async () => {
  for (const sent of [body, new TextEncoder().encode(body), Buffer.from(body)]) {
    expect(await webhooks.verify(sent, signed(), secret, { now })).toEqual(JSON.parse(body));
  }
  const headers = signed();
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
  );
  for (const kind of [new Headers(headers), upper]) {
    expect(await webhooks.verify(body, kind, secret, { now })).toEqual(JSON.parse(body));
  }
});

test('what Drawdown signs the public library takes, and the client', async () => {
  const headers = signatureHeaders(claim([secret]), new Date());
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  expect(await webhooks.verify(body, headers, secret)).toEqual(JSON.parse(body));
});

test('while a secret is changed over, both are taken', async () => {
  const headers = signatureHeaders(claim([other, secret]), at);
  for (const by of [secret, other]) {
    await expect(webhooks.verify(body, headers, by, { now })).resolves.toBeDefined();
  }
});

test.each([
  ['a body that was changed', body.replace('e1', 'e2'), signed(), secret],
  ['a secret of somebody else', body, signed(), other],
  ['an id that was changed', body, { ...signed(), 'webhook-id': 'e2' }, secret],
  ['a moment that was changed', body, { ...signed(), 'webhook-timestamp': String(now / 1000 + 1) }, secret],
  ['a signature of another version', body, { ...signed(), 'webhook-signature': 'v2,AAAA' }, secret],
  ['a signature that is no base64', body, { ...signed(), 'webhook-signature': 'v1,%%%' }, secret],
  ['an empty signature', body, { ...signed(), 'webhook-signature': 'v1,' }, secret],
  ['no signature', body, { ...signed(), 'webhook-signature': undefined }, secret],
  ['a timestamp that is none', body, { ...signed(), 'webhook-timestamp': 'now' }, secret],
  ['one sent six minutes ago', body, signed(new Date(now - 360_000)), secret],
  ['one from six minutes ahead', body, signed(new Date(now + 360_000)), secret],
])('refuses %s', async (_name, sent, headers, by) => {
  await expect(webhooks.verify(sent, headers, by, { now })).rejects.toThrow(WebhookVerificationError);
});

test('takes one within the tolerance that is asked for', async () => {
  const late = signed(new Date(now - 360_000));
  await expect(webhooks.verify(body, late, secret, { now, toleranceSeconds: 600 })).resolves.toBeDefined();
});

test('what it gives is told apart by its type', async () => {
  const message = await webhooks.verify(body, signed(), secret, { now });
  // Compiles only where the union is one of types.
  if (message.type === 'wallet.low') expect(message.data.balance).toBeDefined();
  expect(message.type).toBe('webhook.test');
});

test('a secret that is none is the programmer’s mistake, not the sender’s', async () => {
  await expect(webhooks.verify(body, signed(), 'whsec_', { now })).rejects.toThrow(TypeError);
});
