/** Callers who wait until so many events are settled, in the order in which they came. */
export class Waiters {
  #waiting: { readonly until: number; resolve(): void }[] = [];

  get length(): number {
    return this.#waiting.length;
  }

  wait(until: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ until, resolve }));
  }

  /** Lets go whoever waits for no more than that. */
  release(reached: number): void {
    while ((this.#waiting[0]?.until ?? Infinity) <= reached) this.#waiting.shift()?.resolve();
  }

  releaseAll(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }
}
