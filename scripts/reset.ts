import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claimRun } from './local/run-lock';
import { locatePostgres, reachableFolder } from './local/postgres-files';
import { endEarlierServer } from './local/postgres';
import { runScript } from './local/problem';
import { prepareHome } from './local/stack';

/** Drops what the local stack keeps: its data, its passwords, its logs. The next start makes them anew. */
runScript(async () => {
  const wanted = process.env['DRAWDOWN_HOME'] ?? '.local';
  if (!existsSync(wanted)) return console.log('There is nothing to reset.');
  const home = prepareHome(wanted);
  const lock = await claimRun(home, console.log);
  try {
    const dataFolder = join(reachableFolder(home, locatePostgres().account), 'postgres');
    await endEarlierServer(dataFolder);
    // The data first, the passwords last: cut off in between, a reset can be run again.
    for (const path of [dataFolder, `${dataFolder}.partial`, join(home, 'logs'), join(home, 'lite.toml')]) {
      rmSync(path, { recursive: true, force: true });
    }
    rmSync(join(home, 'secrets.json'), { force: true });
  } finally {
    lock.release();
  }
  console.log('The local database is gone. "npm run dev" starts afresh.');
});
