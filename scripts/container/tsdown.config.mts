import { defineConfig } from 'tsdown';

/** Scripts for images without a package manager: one file each, with all that they import but Lite, which is beside them. */
export default defineConfig(
  ['scripts/jobs.ts', 'scripts/container/local.ts'].map((entry) => ({
    entry,
    cwd: process.cwd(),
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    dts: false,
    clean: false,
    deps: { alwaysBundle: [/.*/], neverBundle: ['@supabase/lite', 'pg-native'], onlyBundle: false },
    outputOptions: { codeSplitting: false },
  })),
);
