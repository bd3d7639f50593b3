import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { openDefaults } from './local/bootstrap';
import { applyMigrations, readMigrations } from './local/migrations';
import { runScript, StackProblem } from './local/problem';
import { supabase } from './local/supabase-cli';
import { startThrowawayServer, withDatabase } from './local/throwaway';

const report = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      level: z.string(),
      detail: z.string(),
      metadata: z.object({ schema: z.string().optional() }).nullish(),
    }),
  ),
});
type Finding = z.infer<typeof report>['results'][number];

/** Findings that say nothing true here, each with its reason. */
function isBesideThePoint({ name, metadata }: Finding): boolean {
  // Counted from the use of an index, and this database was never used.
  if (name === 'unused_index') return true;
  // Row security without a policy is the lock meant for what no client may read.
  return name === 'rls_enabled_no_policy' && metadata?.schema === 'private';
}

/** Supabase's security and performance advisors on the schema as a hosted project would hold it. */
runScript(async () => {
  const server = await startThrowawayServer();
  try {
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    await client.query(`create database advised template ${server.empty}`);
    // The advisors look at what the API exposes, and read what that is from PostgREST's setting.
    await client.query("alter database advised set pgrst.db_schemas = 'public'");
    await client.end();

    const url = withDatabase(server.adminUrl, 'advised');
    const advised = new Client({ connectionString: url });
    await advised.connect();
    await openDefaults(advised);
    await applyMigrations(url, readMigrations(join('supabase', 'migrations')));
    await advised.end();

    const output = await supabase(url, ['db', 'advisors', '--level', 'info', '--output-format', 'json']);
    const findings = report.parse(JSON.parse(output)).results.filter((finding) => !isBesideThePoint(finding));
    if (findings.length) {
      const lines = findings.map(
        (finding) => `${finding.level.padEnd(5)} ${finding.name}: ${finding.detail}`,
      );
      throw new StackProblem(`${lines.join('\n')}\n\nThe advisors found ${findings.length}.`);
    }
    console.log("Supabase's advisors find nothing.");
  } finally {
    await server.stop();
  }
});
