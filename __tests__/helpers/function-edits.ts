import type { World } from './world';

export type Edit = readonly [from: RegExp, to: string];

/** A function of the schema private, with its text changed as a careless edit would. */
export async function editFunction(world: World, name: string, ...changes: Edit[]): Promise<void> {
  const { rows } = await world.admin.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) as text from pg_proc as p where p.pronamespace = 'private'::regnamespace and p.proname = $1`,
    [name],
  );
  let text = rows[0]?.text ?? '';
  for (const [from, to] of changes) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  await world.admin.query(text);
  // A deadlock is one at once, rather than after a second.
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
}
