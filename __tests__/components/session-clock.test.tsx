import { act, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import {
  figuresAfter,
  microsecondsOf,
  nextChangeAfter,
  secondsOf,
  type SessionMoment,
} from '@/lib/ui/session-clock';
import { useSessionClock } from '@/lib/ui/use-session-clock';

/** 100 credits at 10 a minute, seen at its first instant: they last for ten minutes. */
const fresh: SessionMoment = {
  as_of: '2026-11-21T12:00:00.250000Z',
  clock_stands_still: false,
  credits: '100',
  session: {
    started_at: '2026-11-21T12:00:00.250000Z',
    credits_per_minute: '10',
    credits_used: '0',
    runs_out_at: '2026-11-21T12:10:00.250000Z',
  },
};

/** Seen later, and perhaps with more credits. */
function seenAt(seconds: number, changes: Partial<SessionMoment> = {}): SessionMoment {
  const as_of = new Date(Date.parse(fresh.as_of) + seconds * 1000).toISOString();
  return { ...fresh, as_of, ...changes };
}

describe('the clock of a session', () => {
  it.each([
    [0, '100', '0', 0, 600],
    [5.999, '100', '0', 5, 595],
    [6, '99', '1', 6, 594],
    [11.999999, '99', '1', 11, 589],
    [12, '98', '2', 12, 588],
    [599.9, '1', '99', 599, 1],
    [600, '0', '100', 600, 0],
    [4000, '0', '100', 600, 0],
  ])(
    'after %d seconds at 10 a minute %s credits are left',
    (seconds, credits, creditsUsed, elapsedSeconds, secondsLeft) => {
      expect(figuresAfter(fresh, seconds * 1000)).toEqual({
        credits,
        creditsUsed,
        elapsedSeconds,
        secondsLeft,
        hasRunOut: seconds >= 600,
      });
    },
  );

  it('goes on from what the answer said, whatever was bought in between', () => {
    const later = seenAt(60, {
      credits: '290',
      session: { ...fresh.session, credits_used: '10', runs_out_at: '2026-11-21T12:30:00.25Z' },
    });
    expect(figuresAfter(later, 0)).toMatchObject({
      credits: '290',
      creditsUsed: '10',
      elapsedSeconds: 60,
      secondsLeft: 1740,
    });
    expect(figuresAfter(later, 6_000)).toMatchObject({ credits: '289', creditsUsed: '11' });
  });

  it('keeps the part of a credit that cannot be burned, and does not burn it at the end', () => {
    const odd = {
      ...fresh,
      credits: '10.5',
      session: { ...fresh.session, runs_out_at: '2026-11-21T12:01:00.25Z' },
    };
    expect(figuresAfter(odd, 59_000)).toMatchObject({ credits: '1.5', hasRunOut: false });
    expect(figuresAfter(odd, 60_000)).toMatchObject({ credits: '0.5', creditsUsed: '10', hasRunOut: true });
  });

  it('burns all that was there at the end, also where a credit is no whole number of microseconds', () => {
    // 7 a minute: the last of 2 goes after 17.142857142 seconds.
    const session = { ...fresh.session, credits_per_minute: '7', runs_out_at: '2026-11-21T12:00:17.392857Z' };
    const thirds = { ...fresh, credits: '2', session };
    expect(figuresAfter(thirds, 17_100)).toMatchObject({ credits: '1', hasRunOut: false });
    expect(figuresAfter(thirds, 17_143)).toMatchObject({ credits: '0', creditsUsed: '2', hasRunOut: true });
  });

  it('leaves what is on hold alone: at the end it is there still', () => {
    const session = { ...fresh.session, runs_out_at: '2026-11-21T12:05:00.250000Z' };
    const held = { ...fresh, credits: '100', credits_held: '50', session };
    expect(figuresAfter(held, 299_000)).toMatchObject({ credits: '51', hasRunOut: false });
    expect(figuresAfter(held, 301_000)).toMatchObject({ credits: '50', creditsUsed: '50', hasRunOut: true });
    expect(secondsOf('100', '10', '50')).toBe(300);
  });

  it('gives nothing back that was told as used, as where the clock of a business was set back', () => {
    const told = seenAt(6, { credits: '60', session: { ...fresh.session, credits_used: '40' } });
    expect(figuresAfter(told, 6_000)).toMatchObject({ credits: '60', creditsUsed: '40' });
  });

  it('never ends where nothing is burned', () => {
    const free = { ...fresh, session: { ...fresh.session, credits_per_minute: '0', runs_out_at: null } };
    expect(figuresAfter(free, 86_400_000)).toEqual({
      credits: '100',
      creditsUsed: '0',
      elapsedSeconds: 86_400,
      secondsLeft: null,
      hasRunOut: false,
    });
  });

  it('stands still with a test clock', () => {
    const still = seenAt(61, {
      clock_stands_still: true,
      credits: '90',
      session: { ...fresh.session, credits_used: '10' },
    });
    expect(figuresAfter(still, 60_000)).toEqual(figuresAfter(still, 0));
    expect(figuresAfter(still, 0)).toMatchObject({ credits: '90', creditsUsed: '10', elapsedSeconds: 61 });
    expect(nextChangeAfter(still, 0)).toBeNull();
  });

  it('counts to the microsecond, where a Date would be a credit early', () => {
    const session = { ...fresh.session, started_at: '2026-11-21T12:00:00.000900Z' };
    const early: SessionMoment = { ...fresh, session, as_of: '2026-11-21T12:00:06.000100+00:00' };
    expect(figuresAfter(early, 0).creditsUsed).toBe('0');
    expect(figuresAfter(early, 1).creditsUsed).toBe('1');
    expect(microsecondsOf('1970-01-01T00:00:01.5Z')).toBe(1_500_000n);
  });

  it('knows nothing of what is left where the answer did not say it, as in a list', () => {
    expect(figuresAfter({ ...fresh, credits: null }, 61_000)).toMatchObject({
      credits: null,
      creditsUsed: '10',
    });
  });

  it('is worked out again at each change of a figure, and at none in between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (rate, credits, after, part) => {
          const lasts = Math.ceil((credits * 60e6) / rate) / 1000;
          const runs_out_at = new Date(Date.parse(fresh.as_of) + Math.floor(lasts)).toISOString();
          const session = { ...fresh.session, credits_per_minute: String(rate), runs_out_at };
          const moment = { ...fresh, credits: String(credits), session };
          const wait = nextChangeAfter(moment, after);
          const now = figuresAfter(moment, after);
          if (wait === null) return now.hasRunOut;
          expect(figuresAfter(moment, after + Math.max(0, wait - 1) * part)).toEqual(now);
          return JSON.stringify(figuresAfter(moment, after + wait)) !== JSON.stringify(now);
        },
      ),
    );
  });
});

describe('on a page', () => {
  // Each test is a day later than the one before, as a page that stays open would be.
  let day = 0;
  beforeEach(() => {
    day += 1;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  /** Seen so many seconds after it began, of those that were there at its beginning. */
  function answer(seconds: number, session: { credits?: bigint; started?: number } = {}): SessionMoment {
    const { credits = 100n, started = 0 } = session;
    const start = Date.parse('2027-01-01T12:00:00Z') + day * 86_400_000;
    const at = (after: number) => new Date(start + Math.round(after * 1000)).toISOString();
    const used = BigInt(Math.floor((seconds - started) / 6));
    return {
      as_of: at(seconds),
      clock_stands_still: false,
      credits: String(credits - used),
      session: {
        started_at: at(started),
        credits_per_minute: '10',
        credits_used: String(used),
        runs_out_at: at(started + Number(credits) * 6),
      },
    };
  }

  function Counter({ moment }: { moment: SessionMoment }) {
    const { credits, elapsedSeconds, hasRunOut } = useSessionClock(moment);
    return <p>{`${credits} left after ${elapsedSeconds} s${hasRunOut ? ', over' : ''}`}</p>;
  }
  const pass = (milliseconds: number) => act(() => jest.advanceTimersByTime(milliseconds));

  it('moves each second, with one timer for all sessions of the page', () => {
    render(
      <>
        <Counter moment={answer(40, { started: 40 })} />
        <Counter moment={answer(40, { started: 10, credits: 10n })} />
      </>,
    );
    expect(jest.getTimerCount()).toBe(1);
    pass(7_100);
    expect(screen.getByText('99 left after 7 s')).toBeInTheDocument();
    expect(screen.getByText('4 left after 37 s')).toBeInTheDocument();
    pass(30_000);
    expect(screen.getByText('0 left after 60 s, over')).toBeInTheDocument();
  });

  it('pays no heed to the wall clock of the browser', () => {
    render(<Counter moment={answer(0)} />);
    jest.setSystemTime(new Date('2031-01-01T00:00:00Z'));
    pass(1_100);
    expect(screen.getByText('100 left after 1 s')).toBeInTheDocument();
  });

  it('does not jump back for an answer that was long on its way, and goes forward for one that was quicker', () => {
    // This one took 300 ms.
    pass(300);
    const { rerender } = render(<Counter moment={answer(0)} />);
    pass(11_800);
    expect(screen.getByText('99 left after 11 s')).toBeInTheDocument();
    rerender(<Counter moment={answer(11)} />);
    expect(screen.getByText('99 left after 11 s')).toBeInTheDocument();
    pass(300);
    expect(screen.getByText('98 left after 12 s')).toBeInTheDocument();
    rerender(<Counter moment={answer(12.35)} />);
    pass(700);
    expect(screen.getByText('98 left after 13 s')).toBeInTheDocument();
  });

  it('goes on where it was when a page is come back to with the answer it had', () => {
    const moment = answer(0);
    const { unmount } = render(<Counter moment={moment} />);
    unmount();
    expect(jest.getTimerCount()).toBe(0);
    pass(60_000);
    render(<Counter moment={{ ...moment }} />);
    expect(screen.getByText('90 left after 60 s')).toBeInTheDocument();
  });

  it('is moved on by an answer that comes after the machine slept', () => {
    const { rerender } = render(<Counter moment={answer(0)} />);
    pass(2_000);
    rerender(<Counter moment={answer(300)} />);
    pass(1_000);
    expect(screen.getByText('50 left after 301 s')).toBeInTheDocument();
  });

  it('rests in a hidden page, and is right at once when the page is shown again', () => {
    render(<Counter moment={answer(0)} />);
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(jest.getTimerCount()).toBe(0);
    pass(90_500);
    hidden.mockReturnValue(false);
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(screen.getByText('85 left after 90 s')).toBeInTheDocument();
    hidden.mockRestore();
  });
});
