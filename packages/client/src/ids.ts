const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** What an event gets at the moment at which it is handed over. */
export interface Stamp {
  id: string;
  time: string;
}

/**
 * Makes UUIDs of version 7: milliseconds, a counter within them, and 62 bits that are drawn anew for each millisecond,
 * so that neither a clock that was set back nor a copied process repeats one. What changes once a millisecond is made
 * once a millisecond: a burst of events costs little.
 */
export function stamper(now: () => number = Date.now): () => Stamp {
  let last = -1;
  let counter = 0;
  let head = '';
  let tail = '';
  let time = '';
  const enter = (milliseconds: number) => {
    last = milliseconds;
    counter = 0;
    const digits = hex(milliseconds, 12);
    head = `${digits.slice(0, 8)}-${digits.slice(8)}-7`;
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
    const variant = hex(((high & 0x3fffffff) | 0x80000000) >>> 0, 8);
    tail = `-${variant.slice(0, 4)}-${variant.slice(4)}${hex(low, 8)}`;
    time = new Date(milliseconds).toISOString();
  };
  return () => {
    const milliseconds = now();
    if (milliseconds !== last || counter > 0xfff) enter(milliseconds);
    const id = head + hex(counter, 3) + tail;
    counter += 1;
    return { id, time };
  };
}

const next = stamper();

/** A UUID of version 7. `crypto.randomUUID` is missing on pages that did not come over TLS. */
export function uuid(): string {
  return next().id;
}
