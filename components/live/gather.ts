/** What one commit changed arrives as several events in a row: they are one look. */
const rowMilliseconds = 10;

/**
 * Looks at once, and then not again before so many milliseconds have passed: a burst of changes is a look at its
 * beginning and one at its end.
 */
export class Gather {
  readonly #look: () => void;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;

  constructor(milliseconds: number, look: () => void) {
    this.#milliseconds = milliseconds;
    this.#look = look;
  }

  look(): void {
    this.#isDue = true;
    this.#timer ??= setTimeout(() => this.#lookIfDue(), rowMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isDue = false;
  }

  #lookIfDue(): void {
    this.#timer = undefined;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#timer = setTimeout(() => this.#lookIfDue(), this.#milliseconds);
    this.#look();
  }
}
