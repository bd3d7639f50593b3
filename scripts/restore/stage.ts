import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { bootstrap } from '../local/bootstrap';
import { applyMigrations, applySeed, readMigrations } from '../local/migrations';
import { StackProblem } from '../local/problem';
import { startTemporaryPostgres, THROWAWAY_SETTINGS, withDatabase } from '../local/throwaway';
import { startAppOn, type RunningApp } from './app';
import { runCommands } from './commands';
import { keepWriting, moveEverything, repeatWhatWasSent, type Answer } from './movement';
import { asAdmin, rolesOf, sameWallets } from './compare';

const PASSWORDS = { original: 'of the original', copy: "of the copy, with a '" };

/** Debian's Postgres with pg_cron, and with the programs that dump and restore: npm has no package of them. */
const POSTGRES_HOME = (process.env['POSTGRES_HOME'] ??= '/usr/lib/postgresql/15');

type Server = Awaited<ReturnType<typeof startTemporaryPostgres>>;

export class RestoreStage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'drawdown-restore-'));
  readonly #apps: RunningApp[] = [];
  #sent: Answer | null = null;
  #apiKey = '';

  private constructor(
    readonly original: Server,
    readonly elsewhere: Server,
  ) {}

  static async open(): Promise<RestoreStage> {
    const serverFor = (database: string) =>
      startTemporaryPostgres({
        ...THROWAWAY_SETTINGS,
        shared_preload_libraries: 'pg_cron',
        'cron.database_name': database,
        'cron.use_background_workers': 'on',
      });
    return new RestoreStage(await serverFor('postgres'), await serverFor('drawdown'));
  }

  get #copyUrl(): string {
    return withDatabase(this.elsewhere.url, 'drawdown');
  }

  async startOriginal(): Promise<string> {
    const { url } = this.original;
    await bootstrap(url, { appPassword: PASSWORDS.original });
    await applyMigrations(url, readMigrations(join('supabase', 'migrations')));
    await applySeed(url, join('supabase', 'seed.sql'));
    this.#apiKey = await asAdmin(url, async (admin) => {
      const made = await admin.query<{ key: string }>('select private.create_demo_api_key() as key');
      return made.rows[0]?.key ?? '';
    });
    this.#apps.push(await startAppOn(url, 'drawdown', PASSWORDS.original, join(this.#folder, 'original')));
    return 'migrated, with sample data, pg_cron and the app';
  }

  async move(): Promise<string> {
    const { note, sent } = await moveEverything(this.#appUrl(0), this.#apiKey);
    this.#sent = sent;
    return note;
  }

  /** Several clients go on writing from before the dump until after it. */
  async backUpWhileMoving(): Promise<string> {
    const writers = await keepWriting(this.#appUrl(0), this.#apiKey);
    runCommands('backup', this.#folder, { ...this.#path(), ADMIN_DATABASE_URL: this.original.url });
    const written = await writers.stop();
    return `${written} requests were answered while it was dumped`;
  }

  async restore(): Promise<string> {
    const variables = { SERVER_URL: this.elsewhere.url, RESTORED_URL: this.#copyUrl };
    runCommands('restore', this.#folder, { ...this.#path(), ...variables, APP_PASSWORD: PASSWORDS.copy });
    runCommands('pause', this.#folder, { ...this.#path(), ...variables });
    return 'on another server, without pg_cron, its jobs paused';
  }

  async compareRoles(): Promise<string> {
    const [here, there] = await Promise.all([rolesOf(this.original.url), rolesOf(this.elsewhere.url)]);
    if (here.join('\n') !== there.join('\n')) {
      throw new StackProblem(
        `The roles that docs/operations/backup.md makes are not those of the original:\n${here.join('\n')}\nand there\n${there.join('\n')}`,
      );
    }
    return `${here.length} roles, with what is set on them, as in the original`;
  }

  async prove(): Promise<string> {
    const said = runCommands('prove', process.cwd(), { RESTORED_URL: this.#copyUrl });
    return said.trim().split('\n').at(-1) ?? '';
  }

  compareWallets(): Promise<string> {
    return sameWallets(this.original.url, this.#copyUrl);
  }

  async useCopy(): Promise<string> {
    await this.#apps[0]?.stop();
    this.#apps.push(await startAppOn(this.#copyUrl, 'drawdown', PASSWORDS.copy, join(this.#folder, 'copy')));
    if (!this.#sent) throw new StackProblem('Nothing was sent before the backup.');
    return repeatWhatWasSent(this.#appUrl(1), this.#apiKey, this.#sent);
  }

  async takeUpSchedule(): Promise<string> {
    runCommands('resume', this.#folder, { ...this.#path(), RESTORED_URL: this.#copyUrl });
    const jobs = await asAdmin(this.#copyUrl, async (admin: Client) => {
      const { rows } = await admin.query<{ name: string; is_scheduled: boolean }>(`
        select j.name, exists (
          select from cron.job as c where c.jobname = 'drawdown_' || j.name and c.active
        ) as is_scheduled
        from private.jobs as j`);
      const missing = rows.filter((row) => !row.is_scheduled).map((row) => row.name);
      if (missing.length > 0) throw new StackProblem(`pg_cron does not have ${missing.join(', ')}.`);
      for (const { name } of rows) {
        for (let hasMore = true; hasMore;) {
          const step = await admin.query<{ has_more: boolean }>(
            'select private.run_job($1, $2) as has_more',
            [name, 'pg_cron'],
          );
          hasMore = step.rows[0]?.has_more ?? false;
        }
      }
      return rows;
    });
    await this.prove();
    return `${jobs.length} jobs with pg_cron; caught up, and proved again`;
  }

  async close(): Promise<void> {
    for (const app of this.#apps) await app.stop();
    await this.original.stop();
    await this.elsewhere.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #appUrl(index: number): string {
    return this.#apps[index]?.url ?? '';
  }

  #path(): Record<string, string> {
    return { PATH: `${join(POSTGRES_HOME, 'bin')}:${process.env['PATH'] ?? ''}` };
  }
}
