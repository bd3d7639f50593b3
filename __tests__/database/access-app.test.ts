import { AccessWorld } from '../helpers/access-world';
import { forTheApp } from '../helpers/access-open';
import { functionsOf } from '../helpers/catalog';
import { describeOutcome } from '../helpers/outcomes';

test('what is for the app is refused to everybody else, the owner of a business among them', async () => {
  const access = await AccessWorld.open({ from: 'migrated' });
  try {
    const targets = (await functionsOf(access.world.admin)).filter(
      ({ name, grantees }) => forTheApp.includes(name) && grantees.includes('authenticated'),
    );
    expect(new Set(targets.map(({ name }) => name))).toEqual(new Set(forTheApp));
    const everybody = { ...access.strangers, owner: access.business.owner, viewer: access.viewer };
    const letIn: string[] = [];
    for (const target of targets) {
      const args = Object.fromEntries(target.parameters.map(({ name }) => [name, null]));
      for (const [who, caller] of Object.entries(everybody)) {
        const outcome = await caller.attempt(target.name, args, target.schema);
        if (outcome.ok || !/permission denied|for the app itself/.test(outcome.failure.message))
          letIn.push(`${who}, ${target.signature}: ${describeOutcome(outcome)}`);
      }
    }
    expect(letIn).toEqual([]);
  } finally {
    await access.world.close();
  }
}, 60_000);

test('what is for the app is named here: every function that asks for the app', async () => {
  const access = await AccessWorld.open({ from: 'migrated' });
  try {
    const { rows } = await access.world.admin.query<{ name: string }>(
      `select p.proname as name from pg_proc as p
       where p.pronamespace = 'private'::regnamespace and p.prosrc like '%private.require_app()%' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...forTheApp].sort());
  } finally {
    await access.world.close();
  }
}, 60_000);
