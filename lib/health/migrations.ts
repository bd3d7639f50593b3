import { existsSync, readdirSync } from 'node:fs';

/** The version of the newest file of a folder of migrations. */
export function newestIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .flatMap((file) => /^(\d+)_.+\.sql$/.exec(file)?.[1] ?? [])
    .sort()
    .at(-1);
}
