import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { createCustomer } from '@/lib/operations/customers';
import { everybodyLeaves } from '../helpers/browser';
import { ask, isLive, newOwner, sees, visitorAs } from '../helpers/journeys';
import { newMember } from '../helpers/members';
import { until } from '../helpers/waiting';

interface Delivered {
  headers: Record<string, string>;
  body: string;
}

/** A receiver on this machine: what it got, and what it answers. */
interface Receiver {
  url: string;
  delivered: Delivered[];
  status: number;
  server: Server;
}

const open: Server[] = [];

afterEach(async () => {
  await everybodyLeaves();
  for (const server of open.splice(0)) server.close();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += String(part);
  return body;
}

async function receive(status: number): Promise<Receiver> {
  const receiver: Receiver = { url: '', delivered: [], status, server: createServer() };
  receiver.server.on('request', (request: IncomingMessage, response) => {
    void bodyOf(request).then((body) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      receiver.delivered.push({ headers, body });
      response.writeHead(receiver.status, { 'content-type': 'text/plain' }).end('Thank you');
    });
  });
  await new Promise<void>((listening) => receiver.server.listen(0, '127.0.0.1', listening));
  open.push(receiver.server);
  const { port } = receiver.server.address() as AddressInfo;
  receiver.url = `http://127.0.0.1:${port}/webhooks`;
  return receiver;
}

/** Adds an endpoint at the page, and takes its secret, which is shown this once. */
async function addEndpoint(page: Page, url: string, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await page.getByLabel('Address').fill(url);
  await page.getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  const secret = await page.getByRole('textbox', { name: 'signing secret' }).inputValue();
  await page.getByRole('button', { name: 'Done' }).click();
  return secret;
}

const choose = async (page: Page, name: string, item: string) => {
  await page.getByRole('button', { name: `More actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

describe('webhooks', () => {
  test('an endpoint is added, its secret shown once; a test event arrives, verifies with that secret, and its answer is on the page', async () => {
    const receiver = await receive(200);
    const visitor = await visitorAs(await newOwner());
    const { page } = visitor;
    await page.goto('/settings/webhooks');
    await isLive(visitor);
    await sees(visitor, 'No endpoint yet');
    const secret = await addEndpoint(page, receiver.url, 'Production');
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('link', { name: /Production/ }).click();
    await page.getByRole('heading', { level: 2, name: /Production/ }).waitFor();
    expect(await page.content()).not.toContain(secret);

    await page.getByRole('button', { name: 'Send test event' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 2, name: 'webhook.test' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Answered 200' }).waitFor();
    await sees(visitor, 'Thank you');
    const [sent] = receiver.delivered;
    expect(new Webhook(secret).verify(sent?.body ?? '', sent?.headers ?? {})).toMatchObject({
      type: 'webhook.test',
    });

    await page.goto('/settings/audit?about=webhook_endpoint');
    await sees(visitor, 'added the webhook endpoint');
    expect(visitor.complaints).toEqual([]);
  });

  test('a receiver that fails is shown with what it answered; repaired, it gets the event at once, and all of it again where asked', async () => {
    const receiver = await receive(500);
    const owner = await newOwner();
    const visitor = await visitorAs(owner);
    const { page } = visitor;
    await page.goto('/settings/webhooks');
    await isLive(visitor);
    await addEndpoint(page, receiver.url, 'Broken');
    await ask(createCustomer.output, owner.token, 'POST', '/customers', { name: 'Cleo' });
    await page.getByRole('row').filter({ hasText: 'Failing' }).waitFor();
    await page.getByRole('link', { name: 'Event log' }).click();
    await page.getByRole('heading', { level: 2, name: 'Event log' }).waitFor();
    await page.getByRole('link', { name: /customer\.created/ }).click();
    await page.getByRole('row').filter({ hasText: 'Answered 500' }).first().waitFor();
    await isLive(visitor);

    receiver.status = 204;
    await page.getByRole('button', { name: /^Deliver (now|again)/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deliver' }).click();
    // The next try of its own may have come first.
    await page.getByRole('row').filter({ hasText: 'Answered 204' }).first().waitFor();
    await page.getByRole('button', { name: /Deliver again/ }).waitFor();

    const before = receiver.delivered.length;
    await page.getByRole('link', { name: receiver.url }).click();
    await page.getByRole('heading', { level: 2, name: /Broken/ }).waitFor();
    await choose(page, 'Broken', 'Send events again');
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await sees(visitor, 'One event is sent again');
    await until('it comes once more', () => Promise.resolve(receiver.delivered.length > before));
    const ids = new Set(receiver.delivered.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(1);
  });

  test('an endpoint is narrowed to some events, gets another secret, is switched off and on, and deleted', async () => {
    const receiver = await receive(200);
    const visitor = await visitorAs(await newOwner());
    const { page } = visitor;
    await page.goto('/settings/webhooks');
    await isLive(visitor);
    const secret = await addEndpoint(page, receiver.url, 'Staging');
    await page.getByRole('link', { name: /Staging/ }).click();
    await page.getByRole('heading', { level: 2, name: /Staging/ }).waitFor();

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('switch', { name: 'Every event' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await sees(visitor, 'Tick at least one event, or every event.');
    await page.getByRole('checkbox', { name: /fell below its threshold/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await sees(visitor, 'wallet.low');

    await choose(page, 'Staging', 'Rotate the secret');
    await page.getByRole('button', { name: 'Rotate secret' }).click();
    const another = await page.getByRole('textbox', { name: 'signing secret' }).inputValue();
    expect(another).toMatch(/^whsec_/);
    expect(another).not.toBe(secret);
    await page.getByRole('button', { name: 'Done' }).click();
    await sees(visitor, /The one before signs until/);

    await choose(page, 'Staging', 'Disable');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await sees(visitor, 'This endpoint is disabled');
    await page.getByRole('button', { name: 'Send test event' }).waitFor({ state: 'detached' });
    await choose(page, 'Staging', 'Enable');
    await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('button', { name: 'Send test event' }).waitFor();

    await choose(page, 'Staging', 'Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click();
    await sees(visitor, 'No endpoint yet');
    expect(visitor.complaints).toEqual([]);
  });

  test('a viewer sees them, and changes nothing', async () => {
    const owner = await newOwner();
    const visitor = await visitorAs(await newMember(owner, 'viewer'));
    await visitor.page.goto('/settings/webhooks');
    await sees(visitor, 'Owners and admins can add and change endpoints.');
    expect(await visitor.page.getByRole('button', { name: 'Add endpoint' }).count()).toBe(0);
  });
});
