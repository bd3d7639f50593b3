import type { z } from 'zod';
import type { OutputOf } from '@/lib/operations/define';
import type { getHold, holdStatus, holdWallet, listHolds } from '@/lib/operations/holds';
import type { SessionMoment } from '@/lib/ui/session-clock';

export type HoldPage = OutputOf<typeof listHolds>;
export type Hold = HoldPage['data'][number];
export type HoldDetail = OutputOf<typeof getHold>;
export type HoldStatus = z.output<typeof holdStatus>;
export type HoldWallet = z.output<typeof holdWallet>;

const wallets: Record<HoldWallet, string> = { prepaid: 'Prepaid balance', credits: 'Credits' };

/** Of which wallet something is held, as a person says it. */
export function walletWords(wallet: HoldWallet): string {
  return wallets[wallet];
}

const endings: Record<Exclude<HoldStatus, 'active'>, string> = {
  captured: 'It was captured. What was not taken went back at the same moment.',
  released: 'It was given back.',
  expired: 'Its time was up, so what was still held went back by itself.',
};

/** What holds now, or how it ended, as a sentence. */
export function statusWords(status: HoldStatus): string {
  return status === 'active'
    ? 'Nothing else can spend it until it is captured, released, or its time is up.'
    : endings[status];
}

/** An answer's own time, which a countdown begins from. */
export interface HoldClock {
  as_of: string;
  clock_stands_still: boolean;
}

/** A hold counts down by the clock of sessions: it runs out when it says, and burns nothing until then. */
export function momentOf(
  hold: Pick<Hold, 'created_at' | 'expires_at'>,
  { as_of, clock_stands_still }: HoldClock,
): SessionMoment {
  return {
    as_of,
    clock_stands_still,
    credits: null,
    session: {
      started_at: hold.created_at,
      credits_per_minute: '0',
      credits_used: '0',
      runs_out_at: hold.expires_at,
    },
  };
}

export interface HoldRow {
  hold: Hold;
  /** What its countdown moves on from while it is active. */
  moment: SessionMoment;
}

/** The holds of a list, each with the moment at which the list was right. */
export function rowsOf(page: HoldPage): readonly HoldRow[] {
  return page.data.map((hold) => ({ hold, moment: momentOf(hold, page) }));
}
