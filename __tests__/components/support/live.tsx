import { act, render } from '@testing-library/react';
import { LiveBusiness, useLiveBusiness } from '@/components/live/live-business';
import { LiveLabel } from '@/components/live/live-refresh';
import { useLive, type LiveTopic } from '@/components/live/use-live';

/** The browser's end of a stream, which jsdom lacks: the test is the server. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeEventSource[] = [];
  readyState = 1;

  constructor(readonly address: string) {
    super();
    FakeEventSource.all.push(this);
  }

  static get open(): FakeEventSource[] {
    return FakeEventSource.all.filter(({ readyState }) => readyState !== FakeEventSource.CLOSED);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  send(type: string, { topic = '', id = '' } = {}): void {
    const data = JSON.stringify(topic === '' ? {} : { topic });
    act(() => void this.dispatchEvent(new MessageEvent(type, { data, lastEventId: id })));
  }

  /** The connection broke; `isRefused`: the server answered with something else than a stream. */
  fail({ isRefused = false } = {}): void {
    this.readyState = isRefused ? FakeEventSource.CLOSED : 0;
    act(() => void this.dispatchEvent(new Event('error')));
  }
}

/** Whether the server and its database are there. */
export const server = { isThere: true };

/** Time stands still, and streams are the test's. */
export function startOfTime(): void {
  jest.useFakeTimers();
  FakeEventSource.all = [];
  server.isThere = true;
  const fetch = () => Promise.resolve({ ok: server.isThere });
  Object.assign(globalThis, { EventSource: FakeEventSource, fetch });
}

export function endOfTime(): void {
  jest.restoreAllMocks();
  pass(60_000);
  jest.useRealTimers();
}

export const businessId = '0196c1f0-0000-7000-8000-000000000001';
export const customerId = '0196c1f0-0000-7000-8000-000000000002';

export function Page({ topics, onLook }: { topics: readonly LiveTopic[]; onLook: () => void }) {
  return <LiveLabel state={useLive(useLiveBusiness(), topics, onLook)} />;
}

export const stream = () => {
  const [source] = FakeEventSource.open;
  if (source === undefined) throw new Error('there is no stream');
  return source;
};
/** As `pass`, with what the server answers meanwhile. */
export const passAndHear = (milliseconds: number) => act(() => jest.advanceTimersByTimeAsync(milliseconds));
export const pass = (milliseconds: number) => act(() => jest.advanceTimersByTime(milliseconds));
export const hide = (isHidden: boolean) => {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible');
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
};

export function open(topics: readonly LiveTopic[] = ['wallets']) {
  const look = jest.fn();
  const view = render(
    <LiveBusiness businessId={businessId}>
      <Page topics={topics} onLook={look} />
    </LiveBusiness>,
  );
  return { look, ...view };
}

/** A page that follows, and has looked once since it does. */
export function openLive(topics?: readonly LiveTopic[]) {
  const opened = open(topics);
  stream().send('resync', { id: 'a.1' });
  pass(1_000);
  opened.look.mockClear();
  return opened;
}
