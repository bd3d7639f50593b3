import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCustomer } from '@/lib/operations/customers';
import { createWebhookEndpoint, listWebhookEvents } from '@/lib/operations/webhooks';
import { findings, opened } from '../helpers/axe';
import { everybodyLeaves, type Visitor } from '../helpers/browser';
import { ask, isLive, newOwner, request, visitorAs } from '../helpers/journeys';
import { until } from '../helpers/waiting';

/** Of a business with changes and a webhook endpoint whose receiver fails. */
let visitor: Visitor;
/** Of a business that was made a moment ago. */
let newcomer: Visitor;
let receiver: Server;
const paths: Record<string, string> = {};

beforeAll(async () => {
  receiver = createServer((_request, response) => response.writeHead(500).end('The queue is full'));
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const { port } = receiver.address() as AddressInfo;
  const owner = await newOwner();
  const endpoint = await ask(createWebhookEndpoint.output, owner.token, 'POST', '/webhook-endpoints', {
    url: `http://127.0.0.1:${port}/a/receiver/with/a/rather/long/path/that/has/to/be/broken/somewhere`,
    event_types: ['customer.created', 'wallet.low'],
  });
  const customer = await ask(createCustomer.output, owner.token, 'POST', '/customers', { name: 'Cleo' });
  await request(owner.token, 'PUT', `/customers/${customer.id}`, { credit_limit: '250', postpaid: true });
  await until('the receiver was tried', async () => {
    const page = await ask(listWebhookEvents.output, owner.token, 'GET', '/webhook-events?status=retrying');
    paths['event that is tried again'] = `/settings/webhooks/events/${page.data[0]?.id}`;
    return page.data.length > 0;
  });
  paths['endpoint'] = `/settings/webhooks/${endpoint.id}`;
  paths['audit of a customer'] = `/settings/audit?about=customer&subject=${customer.id}`;
  [visitor, newcomer] = await Promise.all([visitorAs(owner), newOwner().then((other) => visitorAs(other))]);
});
afterAll(async () => {
  await everybodyLeaves();
  receiver.close();
});

describe('axe finds nothing, and nothing is wider than a phone of 320 px, light and dark', () => {
  test.each([
    ['audit', '/settings/audit'],
    ['audit of a customer', null],
    ['audit that no filter finds', '/settings/audit?from=2001-01-01&to=2001-01-02'],
    ['webhooks', '/settings/webhooks'],
    ['endpoint', null],
    ['event log', '/settings/webhooks/events'],
    ['event log that no filter finds', '/settings/webhooks/events?status=abandoned'],
    ['event that is tried again', null],
    ['event that does not exist', '/settings/webhooks/events/0196c1f0-0000-7000-8000-000000000001'],
  ])('on the page: %s', async (name, path) => {
    await visitor.page.goto(path ?? paths[name] ?? '');
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(visitor.page)).toEqual([]);
  });

  test('in a change whose details are open', async () => {
    const { page } = visitor;
    await page.goto(paths['audit of a customer'] ?? '');
    await page.getByText('Details').first().click();
    await page.getByRole('table', { name: 'What changed' }).first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('in the dialogs of an endpoint', async () => {
    const { page } = visitor;
    await page.goto(paths['endpoint'] ?? '');
    await isLive(visitor);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog', { name: 'Edit endpoint' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Send events again' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'From' }).click();
    await page.getByRole('option', { name: 'Since a moment' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('Must be a date and a time.').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test.each([
    ['webhooks', '/settings/webhooks'],
    ['event log', '/settings/webhooks/events'],
    ['audit', '/settings/audit'],
  ])('with nothing on it yet: %s', async (_name, path) => {
    await newcomer.page.goto(path);
    await newcomer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(newcomer.page)).toEqual([]);
  });

  test('in the dialog that adds an endpoint', async () => {
    await newcomer.page.goto('/settings/webhooks');
    await opened(newcomer.page, 'Add endpoint');
    await newcomer.page.getByRole('switch', { name: 'Every event' }).click();
    expect(await findings(newcomer.page)).toEqual([]);
  });
});
