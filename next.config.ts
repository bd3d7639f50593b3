import { join } from 'node:path';
import type { NextConfig } from 'next';
import { commonHeaders, dataPolicy, transportSecurity } from './lib/http/security-headers';
import { newestIn } from './lib/health/migrations';

/** The bench compares routes with empty ones, which are in no other build: see scripts/bench/app.ts. */
const bench: NextConfig = { distDir: '.next-bench', pageExtensions: ['tsx', 'ts', 'bench.ts'] };

const asList = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value }));

const nextConfig: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // Made at each request, since its scripts carry a nonce: the texts have to be there when it runs.
  outputFileTracingIncludes: { '/docs/errors/[code]': ['./docs/errors/*.md'] },
  // The policy of a page has a nonce and is made in proxy.ts, for each answer.
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: asList(commonHeaders) },
      { source: '/api/:path*', headers: asList({ 'Content-Security-Policy': dataPolicy }) },
      // Pages have it from proxy.ts, which knows APP_URL. Here, at the build, only the request can say it came by https.
      {
        source: '/api/:path*',
        has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
        headers: asList(transportSecurity('https:')),
      },
    ]),
  serverExternalPackages: [
    'pg',
    'pino',
    'prom-client',
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/sdk-node',
  ],
  // What `GET /api/health/ready` compares with the database.
  env: { DRAWDOWN_NEWEST_MIGRATION: newestIn(join(process.cwd(), 'supabase', 'migrations')) ?? '' },
  ...(process.env['DRAWDOWN_BENCH'] === '1' && bench),
};

export default nextConfig;
