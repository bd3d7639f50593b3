import 'server-only';
import { join } from 'node:path';
import { builtMigration } from '@/lib/env';
import { newestIn } from './migrations';

/**
 * The newest migration that this build knows: written into it, read from the folder where there is one (in tests), and
 * undefined where there is neither.
 */
export function newestMigration(): string | undefined {
  return builtMigration || newestIn(join(process.cwd(), 'supabase', 'migrations'));
}
