#!/bin/sh
# assemble.sh <folder>: what the two images hold, from a tree in which `npm ci` and `npm run build` have run.
#   <folder>/app    the server with its static files, the job runner, the health check: nothing of the dev dependencies
#   <folder>/local  Supabase Lite, the migrations and the sample data, and what prepares a database with them
set -eu
out=$1
mkdir -p "$out/app" "$out/local"

cp -R .next/standalone/. "$out/app"
node scripts/container/prune-development.mjs "$out/app"
mkdir -p "$out/app/.next"
cp -R .next/static "$out/app/.next/static"
cp -R public/. "$out/app/public"
cp scripts/container/healthcheck.mjs "$out/app"

# One file each, with the packages they use inside.
npx --no-install tsdown --config scripts/container/tsdown.config.mts --out-dir "$out/local" --log-level error
mv "$out/local/jobs.cjs" "$out/app/jobs.cjs"

mkdir -p "$out/local/supabase"
cp -R supabase/migrations supabase/seed.sql "$out/local/supabase"
cp scripts/container/healthcheck.mjs "$out/local"
node scripts/container/copy-package.mjs @supabase/lite "$out/local"
