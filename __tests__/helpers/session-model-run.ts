import { createApiKey } from '@/lib/operations/api-keys';
import { updateBusiness } from '@/lib/operations/business';
import { updateCustomer } from '@/lib/operations/customers';
import { inviteCustomer } from '@/lib/operations/portal';
import { startSession, stopSession } from '@/lib/operations/sessions';
import { expectReadsOf } from './session-model-reads';
import { SessionModel } from './session-model';
import { microsOf, momentOf } from './session-times';
import { bookedOf, letAMinutePass, settleBySchedule, stepOfSettling } from './sessions';
import { scaled } from './decimals';
import type { Caller, Outcome } from './sql-callers';
import type { Business, World } from './world';

export type Actor = 'owner' | 'key' | 'self';

/** One thing that happens to the model and to the database alike. */
export type Step =
  | { does: 'start'; customer: number; by: Actor; rate: bigint | null }
  | { does: 'stop'; customer: number; by: Actor }
  | { does: 'give'; customer: number; credits: bigint; source: 'bought' | 'given' }
  | { does: 'move'; customer: number; amount: bigint; kind: 'adjustment' | 'refund' }
  | { does: 'archive'; customer: number; archived: boolean }
  | { does: 'rate'; rate: bigint }
  | { does: 'pass'; micros: bigint; byClock: boolean }
  /** To the end of a running session, or a microsecond before or after it. */
  | { does: 'passToEnd'; customer: number; offset: bigint; byClock: boolean }
  | { does: 'settle'; isDue: boolean; steps: number; chunkSize: number };

/** Not at a whole second, and before a midnight. */
const begins = '2026-03-01T22:30:00.123457Z';
export const customerCount = 3;

/** A business, and the model of it. Customer 0 has a login. */
export class SessionRun {
  readonly model = new SessionModel(customerCount, microsOf(begins));
  readonly startedBy = new Map<number, Actor>();
  private rate = 10_000_000n;

  private constructor(
    readonly world: World,
    readonly business: Business,
    readonly ids: readonly string[],
    private readonly callers: Readonly<Record<Actor, Caller>>,
  ) {}

  static async open(world: World): Promise<SessionRun> {
    const business = await world.makeSandbox(begins);
    const ids: string[] = [];
    while (ids.length < customerCount)
      ids.push((await world.addCustomer(business, { business_id: business.id })).id);
    const invitation = await business.owner.run(inviteCustomer, { customer_id: ids[0] });
    const self = await world.signUp({ invitation: invitation.token ?? '' });
    const key = await business.owner.run(createApiKey, { name: 'Test key' });
    return new SessionRun(world, business, ids, {
      owner: business.owner,
      key: world.asKey(key.key ?? ''),
      self: self.caller,
    });
  }

  /** The customer themselves, who has a login. */
  get self(): Caller {
    return this.callers.self;
  }

  /** Does it twice, and expects the same of both; then every read must tell what the model says. */
  async take(step: Step): Promise<void> {
    await this.does(step);
    await expectReadsOf(this);
  }

  private async does(step: Step): Promise<void> {
    const { model } = this;
    if (step.does === 'start') {
      const by = step.customer === 0 ? step.by : 'owner';
      const rate = by === 'self' ? null : step.rate;
      const told = model.start(step.customer, rate ?? this.rate);
      if (told === 'started') this.startedBy.set(step.customer, by);
      const given = rate === null ? {} : { credits_per_minute: scaled(rate, 6) };
      this.expectTold(told, await this.call(by, startSession.name, step.customer, given));
    } else if (step.does === 'stop') {
      const by = step.customer === 0 ? step.by : 'owner';
      const wasRunning = model.at(step.customer).running !== null;
      const isTheirs = by === 'self' || by === this.startedBy.get(step.customer);
      const isKnown = model.sessions.some(({ customer }) => customer === step.customer);
      model.end(step.customer, isTheirs ? 'stopped' : 'ended_by_business', model.now);
      const outcome = await this.call(by, stopSession.name, step.customer);
      this.expectTold(isKnown ? 'stopped' : 'session_not_found', outcome);
      if (outcome.ok) expect(stopSession.output.parse(outcome.body).stopped).toBe(wasRunning);
    } else if (step.does === 'give') {
      const { customer, source } = step;
      const told = model.move(customer, step.credits);
      this.expectTold(
        told,
        await this.call('owner', 'add_credits', customer, { credits: scaled(step.credits, 6), source }),
      );
    } else if (step.does === 'move') {
      const told = model.move(step.customer, step.amount);
      const args = [this.business.id, this.ids[step.customer], scaled(step.amount, 6), step.kind];
      const posted = this.world.admin.query(
        `select private.lock_wallet($1, $2, 'credits'), private.post_movement(
           $1, $2, 'credits', $3, $4, 'test', 'test', null, private.clock($1))`,
        args,
      );
      expect(
        await posted.then(
          () => 'moved',
          (error: { hint?: string }) => error.hint,
        ),
      ).toBe(told);
    } else if (step.does === 'archive') {
      model.archive(step.customer, step.archived);
      const status = step.archived ? 'archived' : 'active';
      await this.business.owner.run(updateCustomer, { customer_id: this.ids[step.customer], status });
    } else if (step.does === 'rate') {
      this.rate = step.rate;
      await this.business.owner.run(updateBusiness, { session_credits_per_minute: scaled(step.rate, 6) });
    } else if (step.does === 'pass') {
      await this.passTo(model.now + step.micros, step.byClock);
    } else if (step.does === 'passToEnd') {
      const { running } = model.at(step.customer);
      const end = running === null ? null : model.runsOutAt(running);
      if (end !== null && end + step.offset > model.now && end < model.now + 14_400_000_000n)
        await this.passTo(end + step.offset, step.byClock);
    } else {
      // Without a minute between, it goes on where the pass was left.
      if (step.isDue) await letAMinutePass(this.world, this.business);
      for (let count = 0; count < step.steps; count += 1) await stepOfSettling(this.world, step.chunkSize);
    }
  }

  private async passTo(now: bigint, byClock: boolean): Promise<void> {
    this.model.moveTo(now);
    if (byClock)
      await this.world.admin.query('select private.advance_clock($1, $2)', [this.business.id, momentOf(now)]);
    else await this.world.setClock(this.business.id, momentOf(now));
  }

  /** Settles all there is: then the ledger has to the last credit what the model says. */
  async finish(): Promise<void> {
    // A pass that was begun goes on where it was; the next one sees everybody.
    await settleBySchedule(this.world, 2, this.business);
    await settleBySchedule(this.world, 2, this.business);
    await expectReadsOf(this);
    for (const [index, id] of this.ids.entries()) {
      const used = this.model.sessions.filter(({ customer }) => customer === index);
      const burned = used.reduce((sum, session) => sum + this.model.usedBy(session), 0n);
      const booked = await bookedOf(this.world, this.business, { id });
      expect(booked).toMatchObject({ balance: booked.sum, burned: String(burned) });
      expect(microCredits(booked.balance)).toBe(this.model.credits(index));
    }
    expect(await this.world.discrepancies(this.business.id)).toEqual([]);
  }

  private call(by: Actor, name: string, customer: number, args: object = {}): Promise<Outcome> {
    const own = by === 'self' ? {} : { customer_id: this.ids[customer] };
    return this.callers[by].attempt(name, { ...own, ...args });
  }

  private expectTold(told: string, outcome: Outcome): void {
    const refusals = [
      'session_already_active',
      'session_not_found',
      'insufficient_credits',
      'insufficient_funds',
      'customer_archived',
    ];
    const actual = outcome.ok ? 'done' : (outcome.failure.hint ?? outcome.failure.message);
    expect(actual).toBe(refusals.includes(told) ? told : 'done');
  }
}

/** `"1.5"` in millionths. */
export function microCredits(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const magnitude = BigInt(whole.replace('-', '')) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}
