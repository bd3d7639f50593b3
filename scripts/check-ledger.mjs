#!/usr/bin/env node
/**
 * Checks an exported ledger, trusting nothing but the file: no database, no network, no package, none of our code.
 *
 *   node scripts/check-ledger.mjs books.jsonl [earlier.jsonl]
 *
 * With an export of an earlier day it also says whether what stood in the books then still stands in them.
 * Ends with 0 where all agrees, with 1 where something does not. docs/operations/ledger-export.md has the format.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const mostShown = 50;

/** Millionths, exactly; undefined where the text is no amount. */
function millionths(text) {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(`${sign}${whole}${decimals.padEnd(6, '0')}`);
}

function amountText(value) {
  const digits = String(value < 0n ? -value : value).padStart(7, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** Microseconds since 1970, as text. A Date alone would lose three digits. */
function microseconds(time) {
  const [, seconds, fraction = '', zone] = /^(.{19})(?:\.(\d{1,6}))?(.*)$/.exec(time) ?? [];
  const milliseconds = Date.parse(`${seconds}${zone}`);
  return Number.isNaN(milliseconds)
    ? 'no time'
    : String(BigInt(milliseconds) * 1000n + BigInt(fraction.padEnd(6, '0')));
}

/** SHA-256 over the hash before it and the columns of the entry, as docs/decisions/0003 says. */
function hashOf(before, businessId, entry) {
  const columns = [
    businessId,
    entry.wallet_id,
    String(entry.version),
    amountText(millionths(entry.amount) ?? 0n),
    amountText(millionths(entry.balance_after) ?? 0n),
    entry.kind,
    entry.counter_account,
    entry.description,
    entry.reference_type,
    entry.reference_id,
    entry.actor,
    entry.request_id,
    microseconds(entry.occurred_at),
    microseconds(entry.recorded_at),
  ];
  return createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(JSON.stringify(columns))
    .digest('hex');
}

/** Reads the file line by line, one wallet in memory at a time. */
async function check(file, earlier) {
  const found = { header: undefined, end: undefined, wallets: 0, entries: 0, faults: [], heads: new Map() };
  const accounts = new Map();
  const fault = (text) => void found.faults.push(text);
  let wallet;
  let entries = [];

  const book = (unit, account, amount) => {
    const name = `${unit} ${account}`;
    accounts.set(name, (accounts.get(name) ?? 0n) + amount);
  };

  const closeWallet = () => {
    if (wallet === undefined) return;
    const name = `wallet ${wallet.id} (${wallet.customer_name}, ${wallet.kind})`;
    const known = earlier?.get(wallet.id);
    let balance = 0n;
    let hash = '';
    let expected = 1;
    for (const entry of entries.sort((a, b) => a.version - b.version)) {
      const where = `${name}, entry ${entry.version}`;
      const amount = millionths(entry.amount);
      if (entry.wallet_id !== wallet.id) fault(`${where}: belongs to wallet ${entry.wallet_id}`);
      if (entry.version !== expected) fault(`${where}: version ${expected} was to come`);
      if (amount === undefined) fault(`${where}: ${entry.amount} is no amount`);
      balance += amount ?? 0n;
      if (millionths(entry.balance_after) !== balance) {
        fault(
          `${where}: the balance after it is ${entry.balance_after}, and its entries come to ${amountText(balance)}`,
        );
        balance = millionths(entry.balance_after) ?? balance;
      }
      const recomputed = hashOf(hash, found.header?.business_id, entry);
      if (recomputed !== entry.hash)
        fault(`${where}: its hash is not that of what it says, after the entry before it`);
      if (known?.version === entry.version && known.hash !== entry.hash) {
        fault(`${where}: the earlier export has another entry here, or another one before it`);
      }
      book(wallet.unit, `wallets:${wallet.kind}`, amount ?? 0n);
      book(wallet.unit, entry.counter_account, -(amount ?? 0n));
      hash = entry.hash;
      expected = entry.version + 1;
    }
    if (expected - 1 !== wallet.version)
      fault(`${name}: has ${wallet.version} entries, and the file ${expected - 1}`);
    if (wallet.balance !== null && millionths(wallet.balance) !== balance) {
      fault(`${name}: its balance is ${wallet.balance}, and its entries come to ${amountText(balance)}`);
    }
    if (known && known.version > expected - 1)
      fault(`${name}: the earlier export has ${known.version} entries of it`);
    found.entries += entries.length;
    if (found.heads.has(wallet.id)) fault(`${name}: stands in the file twice`);
    found.heads.set(wallet.id, { version: expected - 1, hash, name });
    found.wallets += 1;
  };

  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    let value;
    try {
      value = JSON.parse(line);
    } catch {
      fault(`line ${number}: is not JSON`);
      continue;
    }
    if (value.ledger && number === 1) found.header = value.ledger;
    else if (value.wallet) {
      closeWallet();
      wallet = value.wallet;
      entries = [];
    } else if (value.entry && wallet) entries.push(value.entry);
    else if (value.end) found.end = value.end;
    else fault(`line ${number}: is not a line of an exported ledger`);
  }
  closeWallet();

  if (!found.header) fault('the first line does not say whose books these are');
  if (!found.end) fault('the last line is missing: the file was cut off');
  else if (found.end.wallets !== found.wallets || found.end.entries !== found.entries) {
    fault(
      `the last line counts ${found.end.wallets} wallets and ${found.end.entries} entries; there are ${found.wallets} and ${found.entries}`,
    );
  }
  for (const [id, { name, version }] of earlier ?? []) {
    if (version > 0 && !found.heads.has(id))
      fault(`${name}: stands in the earlier export, and not in this one`);
  }

  // Books only grow: where the server's proof counts as much as the file has, it is of these very entries.
  const proof = found.header?.proof;
  if (proof && proof.wallets === found.wallets && proof.entries === found.entries) {
    const told = new Map(
      proof.trial_balance.map(({ unit, account, amount }) => [`${unit} ${account}`, millionths(amount)]),
    );
    for (const name of new Set([...told.keys(), ...accounts.keys()])) {
      if ((told.get(name) ?? 0n) !== (accounts.get(name) ?? 0n)) {
        fault(
          `account ${name}: the server's proof says ${amountText(told.get(name) ?? 0n)}, the entries ${amountText(accounts.get(name) ?? 0n)}`,
        );
      }
    }
  }
  return { ...found, accounts };
}

const [file, earlierFile] = process.argv.slice(2);
if (file === undefined) {
  console.error('Name the exported ledger: node scripts/check-ledger.mjs books.jsonl [earlier.jsonl]');
  process.exit(2);
}
const earlier = earlierFile === undefined ? undefined : await check(earlierFile);
const now = await check(file, earlier?.heads);
const faults = [...now.faults, ...(earlier?.faults ?? []).map((text) => `in the earlier export: ${text}`)];
if (earlier && earlier.header?.business_id !== now.header?.business_id)
  faults.push('the two files are of two businesses');

console.log(`${now.header?.business_name ?? 'Nobody'}, exported ${now.header?.exported_at ?? 'at no time'}`);
for (const [name, amount] of [...now.accounts].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`  ${name.padEnd(32)} ${amountText(amount).padStart(24)}`);
}
for (const text of faults.slice(0, mostShown)) console.log(`DRIFT  ${text}`);
if (faults.length > mostShown) console.log(`       and ${faults.length - mostShown} more`);
console.log(
  faults.length === 0
    ? `No drift: ${now.entries} entries of ${now.wallets} wallets, each with the hash of the one before it.${earlier ? ` Nothing of ${earlier.header.exported_at} has changed.` : ''}`
    : `${faults.length} faults.`,
);
if (faults.length > 0) process.exitCode = 1;
