import { addCredits } from '@/lib/operations/credits';
import { addCredit } from '@/lib/operations/wallets';
import { scaled } from './decimals';
import { HoldModel, type ModelHold, type WalletName } from './hold-model';
import { figuresOf, holdsOf, tryCapture, tryHold, tryRelease, type Hold } from './holds';
import { hintOf } from './portal-people';
import { microsOf, momentOf } from './session-times';
import { letAMinutePass, settleBySchedule, statusOf, stop, tryStart } from './sessions';
import { microCredits } from './session-model-run';
import type { Outcome } from './sql-callers';
import type { Business, World } from './world';

/** One thing that happens to the model and to the database alike. A hold is named by how many were made before it. */
export type Step =
  | { does: 'hold'; wallet: WalletName; amount: bigint; lasts: bigint }
  | { does: 'capture'; hold: number; amount: bigint | null; keepsRest: boolean }
  | { does: 'release'; hold: number }
  | { does: 'give'; wallet: WalletName; amount: bigint }
  | { does: 'spend'; wallet: WalletName; amount: bigint }
  | { does: 'start'; rate: bigint }
  | { does: 'stop' }
  | { does: 'pass'; micros: bigint; byClock: boolean }
  /** To the end of a hold, or a microsecond before or after it. */
  | { does: 'passToEnd'; hold: number; offset: bigint; byClock: boolean }
  /** The jobs write down what is so already. */
  | { does: 'write' };

/** Not at a whole second, and before a midnight. */
const begins = '2026-03-01T23:30:00.123457Z';
const text = (amount: bigint) => scaled(amount, 6);

/** A customer on a test clock, and the model of what they have. */
export class HoldRun {
  readonly model = new HoldModel(microsOf(begins));
  private readonly made: { id: string; model: ModelHold }[] = [];

  private constructor(
    readonly world: World,
    readonly business: Business,
    readonly customer: { id: string },
  ) {}

  static async open(world: World): Promise<HoldRun> {
    const business = await world.makeSandbox(begins);
    return new HoldRun(world, business, await world.addCustomer(business, { balance: '0' }));
  }

  async take(step: Step): Promise<void> {
    await this.does(step);
    await this.expectReads();
  }

  private async does(step: Step): Promise<void> {
    const { model, business, customer } = this;
    if (step.does === 'hold') {
      const amount = step.wallet === 'credits' ? (step.amount / 1_000_000n + 1n) * 1_000_000n : step.amount;
      const expiresAt = model.now + step.lasts;
      const told = model.hold(step.wallet, amount, expiresAt);
      const args = { wallet: step.wallet, expires_at: momentOf(expiresAt) };
      const outcome = await tryHold(business, customer, text(amount), args);
      expectTold(told, outcome);
      const made = model.holds.at(-1);
      if (outcome.ok && made) this.made.push({ id: (outcome.body as Hold).id, model: made });
    } else if (step.does === 'capture') {
      const hold = this.pick(step.hold);
      if (hold === undefined) return;
      const whole = hold.model.wallet === 'credits' && step.amount !== null;
      const amount = whole ? ((step.amount ?? 0n) / 1_000_000n + 1n) * 1_000_000n : step.amount;
      const told = model.capture(hold.model, amount, step.keepsRest);
      const args = { keep_rest: step.keepsRest, ...(amount === null ? {} : { amount: text(amount) }) };
      expectTold(told, await tryCapture(business, hold, args));
    } else if (step.does === 'release') {
      const hold = this.pick(step.hold);
      if (hold === undefined) return;
      expectTold(model.release(hold.model), await tryRelease(business, hold));
    } else if (step.does === 'give') {
      const told = model.move(step.wallet, step.amount);
      const name = step.wallet === 'credits' ? addCredits.name : addCredit.name;
      const given = step.wallet === 'credits' ? 'credits' : 'amount';
      const amount = step.wallet === 'credits' ? step.amount : (step.amount / 10_000n) * 10_000n;
      if (amount !== step.amount) model.balances.prepaid += amount - step.amount;
      if (amount === 0n) return;
      expectTold(
        told,
        await business.owner.attempt(name, { customer_id: customer.id, [given]: text(amount) }),
      );
    } else if (step.does === 'spend') {
      expectTold(model.move(step.wallet, -step.amount), await this.post(step.wallet, -step.amount));
    } else if (step.does === 'start') {
      const told = model.start(step.rate);
      expectTold(told, await tryStart(business, customer, { credits_per_minute: text(step.rate) }));
    } else if (step.does === 'stop') {
      if (model.session === null) return;
      model.stop();
      expect((await stop(business, customer)).stopped).toBe(true);
    } else if (step.does === 'pass') {
      await this.passTo(model.now + step.micros, step.byClock);
    } else if (step.does === 'passToEnd') {
      const end = this.pick(step.hold)?.model.expiresAt;
      if (end !== undefined && end + step.offset > model.now && end < model.now + 14_400_000_000n)
        await this.passTo(end + step.offset, step.byClock);
    } else {
      await this.world.admin.query('select private.expire_holds($1)', [business.id]);
      await letAMinutePass(this.world, business);
      await settleBySchedule(this.world, 3, business);
    }
  }

  private pick(index: number) {
    return this.made.length === 0 ? undefined : this.made[index % this.made.length];
  }

  private async post(wallet: WalletName, amount: bigint): Promise<Outcome> {
    const args = [this.business.id, this.customer.id, wallet, text(amount)];
    return this.world.admin
      .query(
        `select private.lock_wallet($1, $2, $3::public.wallet_kind), private.post_movement(
           $1, $2, $3::public.wallet_kind, $4, 'adjustment', 'test', 'test', null, private.clock($1))`,
        args,
      )
      .then(
        () => ({ ok: true, body: null, replayed: false }),
        (error: { hint?: string; message: string }) => ({
          ok: false,
          failure: { sqlstate: '', message: error.message, hint: error.hint ?? null, detail: null },
        }),
      ) as Promise<Outcome>;
  }

  private async passTo(now: bigint, byClock: boolean): Promise<void> {
    this.model.moveTo(now);
    if (byClock)
      await this.world.admin.query('select private.advance_clock($1, $2)', [this.business.id, momentOf(now)]);
    else await this.world.setClock(this.business.id, momentOf(now));
  }

  /** Every read tells what the model says, whether or not a job has written it down. */
  private async expectReads(): Promise<void> {
    const { model, business, customer } = this;
    const figures = await figuresOf(business, customer);
    const told = Object.fromEntries(
      Object.entries(figures).map(([name, amount]) => [name, amount === null ? null : microCredits(amount)]),
    );
    expect(told).toMatchObject({
      balance: model.balance('prepaid'),
      held: model.held('prepaid'),
      available: model.available('prepaid'),
      can_spend: model.available('prepaid'),
      credits: model.balance('credits'),
      credits_held: model.held('credits'),
    });
    const holds = await holdsOf(business);
    expect(holds.map(seen)).toEqual(model.holds.map(expected));
    const active = await holdsOf(business, { status: 'active' });
    expect(active.map(({ id }) => id)).toEqual(
      this.made.filter(({ model: { ended } }) => ended === null).map(({ id }) => id),
    );
    expect((await statusOf(business, customer)).session === null).toBe(model.session === null);
  }

  /** Writes down all there is: then the ledger has to the last digit what the model says. */
  async finish(): Promise<void> {
    await this.does({ does: 'write' });
    await this.expectReads();
    expect(await this.world.discrepancies(this.business.id)).toEqual([]);
  }
}

function expectTold(told: string, outcome: Outcome): void {
  expect(hintOf(outcome)).toBe(told);
}

const seen = ({ wallet, status, amount, captured, held, expires_at, ended_at }: Hold) => ({
  wallet,
  status,
  figures: [amount, captured, held].map(microCredits),
  expiresAt: microsOf(expires_at),
  endedAt: ended_at === null ? null : microsOf(ended_at),
});

const expected = ({ wallet, amount, captured, expiresAt, ended }: ModelHold): ReturnType<typeof seen> => ({
  wallet,
  status: ended?.how ?? 'active',
  figures: [amount, captured, ended === null ? amount - captured : 0n],
  expiresAt,
  endedAt: ended?.at ?? null,
});
