/**
 * The stream of one place, shared by everything on the page that follows it. Browsers open few connections to a
 * server, and a stream keeps one: so a page that is hidden for a while gives its own back.
 */

/** What is followed: a business, or one customer of it. */
export interface LivePlace {
  businessId: string;
  customerId: string | null;
}

/** `opening`: for the first time; `reconnecting`: after a drop; `polling`: there is no stream to be had, so it looks every few seconds. */
export type LiveState = 'opening' | 'live' | 'reconnecting' | 'polling';

export interface LiveFollower {
  onState(state: LiveState): void;
  onChange(topic: string): void;
  /** Changes may have been missed, of whatever topic. */
  onMissed(): void;
}

const pollMilliseconds = 10_000;
/** How often a stream is tried again where there was none to be had. */
const retryMilliseconds = 30_000;
const hiddenMilliseconds = 30_000;
/** More than two beats of the server: the network went away without a word. */
const silentMilliseconds = 40_000;
/** A page that is left for the next one, which follows the same. */
const lingerMilliseconds = 2_000;

const sources = new Map<string, LiveSource>();

/** Follows a place until the returned function is called. */
export function follow(place: LivePlace, follower: LiveFollower): () => void {
  const query = new URLSearchParams({ business_id: place.businessId });
  if (place.customerId !== null) query.set('customer_id', place.customerId);
  const address = `/api/live?${query.toString()}`;
  const source = sources.get(address) ?? new LiveSource(address);
  sources.set(address, source);
  return source.add(follower);
}

class LiveSource {
  readonly #address: string;
  readonly #followers = new Set<LiveFollower>();
  #events: EventSource | null = null;
  #lastEventId = '';
  #state: LiveState = 'opening';
  #polling: ReturnType<typeof setInterval> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #silent: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  add(follower: LiveFollower): () => void {
    clearTimeout(this.#leaving);
    this.#followers.add(follower);
    if (this.#followers.size === 1 && this.#events === null) {
      document.addEventListener('visibilitychange', this.#onVisibility);
      this.#open();
    }
    follower.onState(this.#state);
    // What it shows was read before it followed. A stream that only opens says `resync`.
    if (this.#state === 'live') follower.onMissed();
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.#leaveIn(lingerMilliseconds);
    };
  }

  #leaveIn(milliseconds: number): void {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#close(), milliseconds);
  }

  #close(): void {
    sources.delete(this.#address);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#polling);
    clearTimeout(this.#retry);
    clearTimeout(this.#silent);
    this.#polling = undefined;
    this.#events?.close();
    this.#events = null;
  }

  #open(): void {
    clearTimeout(this.#retry);
    const since = this.#lastEventId === '' ? '' : `&last_event_id=${encodeURIComponent(this.#lastEventId)}`;
    const events = new EventSource(`${this.#address}${since}`);
    this.#events = events;
    const on = (type: string, take: (data: string) => void) =>
      events.addEventListener(type, (event: MessageEvent<string>) => {
        if (event.lastEventId !== '') this.#lastEventId = event.lastEventId;
        this.#expectMore();
        take(event.data);
      });
    on('ping', () => undefined);
    on('resync', () => {
      this.#isLive();
      this.#tell((follower) => follower.onMissed());
    });
    on('resumed', () => this.#isLive());
    on('offline', () => this.#set('reconnecting'));
    on('change', (data) => {
      const topic = topicOf(data);
      if (topic !== null) this.#tell((follower) => follower.onChange(topic));
    });
    events.addEventListener('error', () => {
      if (this.#events !== events) return;
      if (events.readyState === EventSource.CLOSED) this.#isRefused();
      else if (this.#state !== 'polling') this.#set('reconnecting');
    });
  }

  #expectMore(): void {
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => {
      this.#events?.close();
      this.#set('reconnecting');
      this.#open();
    }, silentMilliseconds);
  }

  #isLive(): void {
    clearInterval(this.#polling);
    this.#polling = undefined;
    this.#set('live');
  }

  /** The server answered with something other than a stream. */
  #isRefused(): void {
    this.#events = null;
    clearTimeout(this.#silent);
    const wasLive = this.#state === 'live' || this.#state === 'reconnecting';
    clearTimeout(this.#retry);
    // The token may have ended: what a look asks for comes with a new one, and then there is a stream again.
    this.#retry = setTimeout(() => this.#open(), wasLive ? 1_000 : retryMilliseconds);
    this.#polling ??= setInterval(() => void this.#lookIfThere(), pollMilliseconds);
    if (wasLive) {
      this.#set('reconnecting');
      void this.#lookIfThere();
    } else this.#set('polling');
  }

  /** A page that looks while the server or its database is away would become an error page. */
  async #lookIfThere(): Promise<void> {
    const isThere = await fetch('/api/health', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (this.#polling === undefined) return;
    this.#set(isThere ? 'polling' : 'reconnecting');
    if (isThere) this.#tell((follower) => follower.onMissed());
  }

  readonly #onVisibility = (): void => {
    if (this.#followers.size === 0) return;
    clearTimeout(this.#leaving);
    if (document.visibilityState === 'hidden') {
      this.#leaving = setTimeout(() => this.#stop(), hiddenMilliseconds);
      return;
    }
    if (this.#events === null && this.#polling === undefined) this.#open();
    if (this.#polling !== undefined) void this.#lookIfThere();
    // A stream that is being opened again says itself what was missed.
    else if (this.#state === 'live') this.#tell((follower) => follower.onMissed());
  };

  #set(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#tell((follower) => follower.onState(state));
  }

  #tell(what: (follower: LiveFollower) => void): void {
    for (const follower of [...this.#followers]) what(follower);
  }
}

function topicOf(data: string): string | null {
  const value: unknown = JSON.parse(data);
  return typeof value === 'object' && value !== null && 'topic' in value && typeof value.topic === 'string'
    ? value.topic
    : null;
}
