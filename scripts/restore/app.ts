import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../local/app';
import { startLite } from '../local/lite';
import { anyFreePort } from '../local/ports';
import type { Service } from '../local/processes';

export interface RunningApp {
  url: string;
  stop(): Promise<void>;
}

// Signed with the same secret, a token from before the backup is good afterwards.
const jwtSecret = randomBytes(48).toString('base64url');
const publishableKey = `sb_publishable_${randomBytes(16).toString('base64url')}`;

/** The production build and Supabase Lite on a database, as its own login. */
export async function startAppOn(
  adminUrl: string,
  user: string,
  password: string,
  folder: string,
): Promise<RunningApp> {
  mkdirSync(folder, { recursive: true });
  const services: Service[] = [];
  const stop = async () => {
    for (const service of services.splice(0).reverse()) await service.stop();
  };
  const onSpawn = (service: Service) => void services.push(service);
  const [port, apiPort] = [await anyFreePort(), await anyFreePort()];
  const url = `http://localhost:${port}`;
  try {
    const lite = await startLite({
      databaseUrl: adminUrl,
      port: apiPort,
      siteUrl: url,
      jwtSecret,
      publishableKey,
      secretKey: `sb_secret_${randomBytes(16).toString('base64url')}`,
      configFile: join(folder, 'lite.toml'),
      logFile: join(folder, 'lite.log'),
      onSpawn,
    });
    const databaseUrl = new URL(adminUrl);
    databaseUrl.username = user;
    databaseUrl.password = encodeURIComponent(password);
    await startApp({
      mode: 'production',
      port,
      host: '127.0.0.1',
      env: {
        ...process.env,
        SUPABASE_URL: lite.url,
        SUPABASE_PUBLISHABLE_KEY: publishableKey,
        SUPABASE_JWT_SECRET: jwtSecret,
        DATABASE_URL: databaseUrl.toString(),
        APP_URL: url,
      },
      onSpawn,
    });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
