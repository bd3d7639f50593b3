import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BillingError, BillingSystemClient } from '@/packages/client/src';
import { ledgerLines } from './ledger/lines';
import { runScript, StackProblem } from './local/problem';
import { readSecrets } from './local/secrets';

/**
 * Writes the ledger of a business to a file, through the HTTP API, for `scripts/check-ledger.mjs` to check anywhere.
 *
 * `DRAWDOWN_API_URL`: where the API is, if not at http://localhost:3000/api. `DRAWDOWN_API_KEY`: a key with the scopes
 * customers:read and wallets:read; without one that of the sample business.
 */
function sampleKey(): string {
  const home = process.env['DRAWDOWN_HOME'] ?? '.local';
  const key = existsSync(join(home, 'secrets.json')) ? readSecrets(home).demoApiKey : undefined;
  if (key === undefined)
    throw new StackProblem(
      'Whose ledger? Put a key with customers:read and wallets:read in DRAWDOWN_API_KEY.',
    );
  return key;
}

runScript(async () => {
  const file = process.argv[2];
  if (file === undefined)
    throw new StackProblem('Name the file to write: npm run export:ledger -- books.jsonl');
  const baseUrl = process.env['DRAWDOWN_API_URL']?.trim() || 'http://localhost:3000/api';
  const apiKey = process.env['DRAWDOWN_API_KEY']?.trim() || sampleKey();
  const client = new BillingSystemClient({ baseUrl, apiKey });
  try {
    await pipeline(
      Readable.from(ledgerLines(client, new Date().toISOString())),
      createWriteStream(file, { mode: 0o600 }),
    );
  } catch (cause) {
    if (!(cause instanceof BillingError)) throw cause;
    throw new StackProblem(`The ledger could not be read at ${baseUrl}: ${cause.message}`);
  }
  console.log(`Wrote ${file}. Check it anywhere: node scripts/check-ledger.mjs ${file}`);
});
