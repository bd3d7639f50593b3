import type { NextConfig } from 'next';

/** The bench compares routes with empty ones, which are in no other build: see scripts/bench/app.ts. */
const bench: NextConfig = { distDir: '.next-bench', pageExtensions: ['tsx', 'ts', 'bench.ts'] };

const nextConfig: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  serverExternalPackages: ['pg', 'pino'],
  ...(process.env['DRAWDOWN_BENCH'] === '1' && bench),
};

export default nextConfig;
