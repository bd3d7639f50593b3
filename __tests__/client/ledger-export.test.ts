/** The exported ledger, and the script that checks it offline: run by a bare Node on a file, as an auditor would. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BillingSystemClient } from '@/packages/client/src';
import { ledgerLines } from '@/scripts/ledger/lines';
import { serve } from '../api/support/server';
import { startSandbox, type Sandbox } from '../api/support/sandbox';
import { heldToContract } from '../helpers/contract-proxy';
import { entryHash } from '../helpers/entry-hash';

type Entry = Parameters<typeof entryHash>[2];
interface Line {
  ledger?: { business_id: string; proof: unknown };
  wallet?: Record<string, unknown>;
  entry?: Entry;
  end?: { wallets: number; entries: number };
}

let api: Sandbox;
let business: BillingSystemClient;
let customerId: string;
let before: Line[];
const folder = mkdtempSync(join(tmpdir(), 'drawdown-books-'));

async function exported(): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of ledgerLines(business, '2026-03-01T10:20:30Z'))
    lines.push(JSON.parse(line) as Line);
  return lines;
}

const isTopUp = ({ entry }: Line) => entry?.kind === 'top_up' && entry.version === 2;
const changed = (lines: Line[], which: (line: Line) => boolean, change: (line: Line) => unknown) => {
  const copy = structuredClone(lines);
  for (const line of copy.filter(which)) change(line);
  return copy;
};

/** What the script says about a file of these lines, and how it ends. */
function checked(lines: Line[], earlier?: Line[]): Promise<{ code: number; said: string }> {
  const files = [lines, ...(earlier ? [earlier] : [])].map((content, index) => {
    const file = join(folder, `${index}.jsonl`);
    writeFileSync(file, content.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  });
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/check-ledger.mjs', ...files], (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    );
  });
}

beforeAll(async () => {
  api = await startSandbox();
  const reach = heldToContract((url, init) => serve(new Request(String(url), init)));
  business = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    fetch: reach,
  });
  const customer = await business.customers.create({
    name: 'Zoë 株式会社',
    balance: '100',
    creditLimit: '50',
  });
  customerId = customer.id;
  await business.wallets.addCredit({
    customerId,
    amount: '0.5',
    description: '"quoted", a \\ backslash, € and 🎉\u2028',
  });
  const product = await business.products.create({ sku: 'A', name: 'A', price: '7.25', stock: 9 });
  await business.orders.processPurchase({ customerId, items: [{ productId: product.id, quantity: 2 }] });
  await business.payments.record({ customerId, amount: '3.10' });
  await business.sessions.addCredits({ customerId, credits: 20 });
  await business.sessions.start({ customerId });
  await api.pass(13);
  const gone = await business.customers.create({ name: 'Gone', balance: '1' });
  await business.customers.delete({ customerId: gone.id });
  before = await exported();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api.close();
});

test('holds every wallet and every entry, of archived customers and running sessions too, and is found without drift', async () => {
  const { said, code } = await checked(before);
  expect(said).toContain('No drift: 6 entries of 4 wallets');
  expect(code).toBe(0);
});

test('stands as each wallet was when it was read, whatever is posted meanwhile', async () => {
  const lines: Line[] = [];
  for await (const line of ledgerLines(business, '2026-03-01T10:20:30Z')) {
    lines.push(JSON.parse(line) as Line);
    if (lines.at(-1)?.wallet) await business.wallets.addCredit({ customerId, amount: '1' });
  }
  expect(await checked(lines, before)).toMatchObject({ code: 0 });
});

test.each<[string, (lines: Line[]) => Line[], string]>([
  [
    'an amount that was changed',
    (lines) => changed(lines, isTopUp, ({ entry }) => entry && (entry.amount = '0.51')),
    'its entries come to 100.510000',
  ],
  [
    'a text that was changed',
    (lines) => changed(lines, isTopUp, ({ entry }) => entry && (entry.description = 'another')),
    'its hash is not that of what it says',
  ],
  [
    'a time that was moved by a microsecond',
    (lines) =>
      changed(
        lines,
        isTopUp,
        ({ entry }) => entry && (entry.occurred_at = entry.occurred_at.replace('123456', '123457')),
      ),
    'its hash is not that of what it says',
  ],
  [
    'an entry that is gone',
    (lines) => lines.filter((line) => !isTopUp(line)),
    'has 2 entries, and the file 1',
  ],
  [
    'a balance that no entry explains',
    (lines) =>
      changed(
        lines,
        ({ wallet }) => wallet?.['kind'] === 'prepaid',
        ({ wallet }) => wallet && (wallet['balance'] = '7'),
      ),
    'its balance is 7, and its entries come to 100.500000',
  ],
  ['a file that was cut off', (lines) => lines.slice(0, -1), 'the file was cut off'],
  [
    'a wallet that was left out',
    (lines) => lines.filter(({ wallet, entry }) => (wallet?.['kind'] ?? entry?.wallet_kind) !== 'credits'),
    'the last line counts 4 wallets',
  ],
])('%s is found', async (_, forge, found) => {
  const { said, code } = await checked(forge(before));
  expect(said).toContain(found);
  expect(code).toBe(1);
});

test('a chain that was rewritten to its end, hashes included, agrees with itself, and not with an earlier export', async () => {
  const businessId = before[0]?.ledger?.business_id ?? '';
  const walletId = before.find(isTopUp)?.entry?.wallet_id;
  const opening = before.find(({ entry }) => entry?.wallet_id === walletId && entry?.version === 1)?.entry;
  const rewritten = changed(before, isTopUp, ({ entry }) => {
    if (!entry || !opening) return;
    entry.description = 'rewritten';
    entry.hash = entryHash(opening.hash, businessId, entry);
  });
  expect(rewritten.find(isTopUp)?.entry?.description).toBe('rewritten');
  expect(await checked(rewritten)).toMatchObject({ code: 0 });
  const { said, code } = await checked(rewritten, before);
  expect(said).toContain('the earlier export has another entry here');
  expect(code).toBe(1);
});
