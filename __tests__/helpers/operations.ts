import { readdirSync } from 'node:fs';
import type { Operation } from '@/lib/operations/define';

/** Every operation that lib/operations defines, found by looking, so that none is forgotten. */
export async function everyOperation(): Promise<Operation[]> {
  const operations = new Map<string, Operation>();
  for (const file of readdirSync('lib/operations')) {
    const values: unknown[] = Object.values(
      (await import(`@/lib/operations/${file.replace(/\.ts$/, '')}`)) as object,
    );
    for (const value of values) if (isOperation(value)) operations.set(value.name, value);
  }
  return [...operations.values()];
}

function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'idempotency' in value &&
    'access' in value &&
    'path' in value
  );
}
