import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLite as start } from '@/scripts/local/lite';
import type { CapturedMail } from '@/scripts/local/mail';
import { anyFreePort } from '@/scripts/local/ports';
import type { TestDatabase } from './database';

export interface TestLite {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  /** What Auth would have sent, in order. */
  mails: CapturedMail[];
  stop(): Promise<void>;
}

/** Supabase Lite (Auth, REST) in front of a test database; ends with the test process at the latest. */
export async function startLite(database: Pick<TestDatabase, 'adminUrl'>): Promise<TestLite> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-lite-'));
  const mails: CapturedMail[] = [];
  const keys = {
    publishableKey: `sb_publishable_${randomBytes(12).toString('hex')}`,
    secretKey: `sb_secret_${randomBytes(12).toString('hex')}`,
    jwtSecret: randomBytes(32).toString('hex'),
  };
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const lite = await start({
      ...keys,
      databaseUrl: database.adminUrl,
      port: await anyFreePort(),
      siteUrl: 'http://localhost:3000',
      configFile: join(folder, 'lite.toml'),
      logFile: join(folder, 'lite.log'),
      onMail: (mail) => mails.push(mail),
    });
    return {
      ...keys,
      url: lite.url,
      mails,
      async stop() {
        await lite.stop();
        discard();
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}
