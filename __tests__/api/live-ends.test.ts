/** GET /api/live: until when, and what a viewer who comes back is told. */
import { liveHub } from '@/lib/live/hub';
import { inTransaction } from '../helpers/waiting';
import { LiveStage } from './support/live-stage';

let stage: LiveStage;

beforeAll(async () => {
  stage = await LiveStage.start();
});
afterEach(() => stage.everybodyLeaves());
afterAll(() => stage.close());

describe('it ends', () => {
  test('with the token, at its very end', async () => {
    const before = Date.now();
    const stream = await stage.follow({ as: await stage.tokenOf(stage.api.owner, 2) });
    await stream.ends();
    const end = Math.floor(before / 1000) * 1000 + 2_000;
    expect(Date.now()).toBeGreaterThanOrEqual(end);
    expect(Date.now()).toBeLessThan(end + 500);
    expect(await stage.refusal({ as: await stage.tokenOf(stage.api.owner, -1) })).toEqual([
      401,
      'token_expired',
    ]);
  });

  test('with the server, for everybody, when that is asked to stop; whoever comes back is let in by the next', async () => {
    const streams = [await stage.follow(), await stage.follow()];
    for (const stream of streams) await stream.sees('resync');
    await liveHub()?.dismiss();
    for (const stream of streams) await stream.ends();
    await (await stage.follow()).sees('resync');
  });

  test('with the membership', async () => {
    const member = await stage.addMember('member');
    const query = { business_id: stage.api.owner.businessId };
    const [theirs, mine] = [await stage.follow({ as: member, query }), await stage.follow()];
    await theirs.sees('resync');
    await stage.api.send('DELETE', `/api/members/${member.id}`);
    await theirs.ends();
    await stage.addCustomer();
    await mine.sees('change customers');
    expect(mine.hasEnded).toBe(false);
  });

  test('with the membership also for whoever is a customer, and goes on as one', async () => {
    const member = await stage.addMember('member');
    const customerId = await stage.addCustomer();
    await stage.link(customerId, member);
    const query = { business_id: stage.api.owner.businessId };
    const asMember = await stage.follow({ as: member, query });
    const asCustomer = await stage.follow({ as: member, query: { ...query, customer_id: customerId } });
    await asMember.sees('resync');
    await stage.api.send('DELETE', `/api/members/${member.id}`);
    await asMember.ends();
    expect(asCustomer.hasEnded).toBe(false);
    await stage.link(customerId, null);
    await asCustomer.ends();
  });

  test('with the API key', async () => {
    const { id, key } = await stage.makeKey();
    const stream = await stage.follow({ as: key });
    await stream.sees('resync');
    await stage.api.send('DELETE', `/api/api-keys/${id}`);
    await stream.ends();
  });
});

describe('a viewer who comes back', () => {
  test('is told just what was missed, whether the id comes as a header or in the address', async () => {
    const first = await stage.follow();
    await first.sees('resync');
    first.leave();
    const id = first.lastEventId ?? '';
    const customerId = await stage.addCustomer();
    await stage.credit(customerId);
    for (const asked of [{ headers: { 'last-event-id': id } }, { query: { last_event_id: id } }]) {
      const again = await stage.follow(asked);
      await again.sees('change wallets');
      expect(again.types).toEqual(['resumed', 'change audit', 'change customers', 'change wallets']);
      again.leave();
    }
  });

  test('looks at everything again where the watch lapsed meanwhile', async () => {
    const first = await stage.follow();
    await first.sees('resync');
    first.leave();
    await stage.api.database.admin.query(
      `update private.watchers set expires_at = now() - interval '1 second'`,
    );
    const again = await stage.follow({ headers: { 'last-event-id': first.lastEventId ?? '' } });
    await again.sees('resync');
    expect(again.types).not.toContain('resumed');
  });

  test("cannot resume on another place's id", async () => {
    const watched = await stage.addCustomer();
    const first = await stage.follow();
    await first.sees('resync');
    const headers = { 'last-event-id': first.lastEventId ?? '' };
    const again = await stage.follow({ query: { customer_id: watched }, headers });
    await again.sees('resync');
    expect(again.types).toEqual(['resync']);
  });
});

describe('nothing is missed', () => {
  test('of a transaction that began before the watch, and commits after it', async () => {
    const { id } = await stage.makeKey();
    await inTransaction(stage.api.database.admin, async (client) => {
      // Nobody watches yet, so this transaction tells nobody.
      await client.query(`update public.api_keys set name = 'Renamed' where id = $1`, [id]);
      await client.query(`select private.notify_change($1, 'settings')`, [stage.api.owner.businessId]);
      const stranger = await stage.api.signUp('stranger');
      const stream = await stage.follow({ as: stranger });
      await stream.sees('resync');
      expect(stream.types).toEqual(['resync']);
      await client.query('commit');
      await stream.sees('resync', 1);
    });
  });

  test('where the watch is lost under open streams: they are told to look once it is back', async () => {
    const stream = await stage.follow();
    await stream.sees('resync');
    await stage.api.database.admin.query('delete from private.watchers');
    await stream.sees('resync', stream.events.length);
  });

  test('where the connection that listens breaks: viewers hear that, and look once it is back', async () => {
    const stream = await stage.follow();
    await stream.sees('resync');
    await stage.api.database.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'drawdown live' and datname = current_database()`,
    );
    await stream.sees('offline');
    await stage.addCustomer();
    await stream.sees('resync', stream.types.indexOf('offline'));
    await stage.addCustomer();
    await stream.sees('change customers');
  });
});
