import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { keepGrants } from './grants';
import { mailReader, type CapturedMail } from './mail';
import { StackProblem } from './problem';
import { lastLines, startService, type Service } from './processes';

export interface LiteOptions {
  /** An administrator's URL: Lite becomes the role of each request by itself. */
  databaseUrl: string;
  port: number;
  /** The address to listen on; this machine's own unless given. */
  host?: string;
  /** Where people open the app; mails link there. */
  siteUrl: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  configFile: string;
  logFile: string;
  onMail?: (mail: CapturedMail) => void;
  onSpawn?: (service: Service) => void;
}

export interface RunningLite extends Service {
  url: string;
}

/**
 * Supabase's own small server: Auth, REST and Studio on one port of this machine. It reads the schema
 * once at its start, so migrations come first.
 */
export async function startLite(options: LiteOptions): Promise<RunningLite> {
  const { configFile, logFile, port } = options;
  writeFileSync(configFile, configuration(options), { mode: 0o600 });
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '', { mode: 0o600 });
  const readMail = mailReader((mail) => options.onMail?.(mail));
  const service = startService({
    name: 'Supabase Lite',
    command: process.execPath,
    arguments: [
      resolve('node_modules', '@supabase', 'lite', 'dist', 'cli', 'index.js'),
      'start',
      '--config',
      configFile,
      ...(options.host ? ['--host', options.host] : []),
    ],
    endsWithParent: true,
    env: { ...process.env, DO_NOT_TRACK: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
    onLine: (line) => {
      appendFileSync(logFile, `${line}\n`);
      readMail(line);
    },
  });
  options.onSpawn?.(service);
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(service, url, options);
    await keepGrants(options.databaseUrl, () =>
      fetch(`${url}/rest/v1/businesses?limit=0`, { headers: { apikey: options.publishableKey } }),
    );
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { ...service, url };
}

async function waitUntilReady(service: Service, url: string, options: LiteOptions): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!service.hasExited() && Date.now() < deadline) {
    const answer = await fetch(`${url}/auth/v1/health`, {
      headers: { apikey: options.publishableKey },
    }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((settled) => setTimeout(settled, 50));
  }
  throw new StackProblem(
    `Supabase Lite did not start on port ${options.port}. It said:\n${lastLines(options.logFile)}`,
  );
}

function configuration(options: LiteOptions): string {
  const text = (value: string) => JSON.stringify(value);
  return `# Written by the local stack at each start; the Supabase CLI's configuration is supabase/config.toml.
[api]
port = ${options.port}

[db]
driver = "postgres"
url = ${text(options.databaseUrl)}

[auth]
enabled = true
site_url = ${text(options.siteUrl)}
additional_redirect_urls = [${text(`${options.siteUrl}/**`)}]
jwt_secret = ${text(options.jwtSecret)}
jwt_expiry = 3600
minimum_password_length = 8
publishable_key = ${text(options.publishableKey)}
secret_key = ${text(options.secretKey)}

[auth.email]
enable_confirmations = false
`;
}
