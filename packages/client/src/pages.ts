import type { Page } from './generated/types';

/** Where the next page begins: `cursor`, and `asOf` for a list that is of one moment. */
export interface PageStart {
  cursor?: string;
  asOf?: string;
}

/**
 * A list. Nothing is asked for before it is used: `for await` goes through all rows, page by page; `page()` is one page
 * with what stands beside the rows.
 */
export class Pages<Row, P extends Page<Row> = Page<Row>> implements AsyncIterable<Row> {
  readonly #fetchPage: (start: PageStart) => Promise<P>;
  readonly #keepsMoment: boolean;

  constructor(fetchPage: (start: PageStart) => Promise<P>, keepsMoment = false) {
    this.#fetchPage = fetchPage;
    this.#keepsMoment = keepsMoment;
  }

  /** One page: the first, or the one that `next_cursor` of the page before names. */
  page(cursor?: string): Promise<P> {
    return this.#fetchPage(cursor === undefined ? {} : { cursor });
  }

  /** Page by page, for what stands beside the rows. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let page = await this.#fetchPage({});
    const moment =
      this.#keepsMoment && 'as_of' in page && typeof page.as_of === 'string' ? { asOf: page.as_of } : {};
    yield page;
    while (page.next_cursor !== null) {
      page = await this.#fetchPage({ cursor: page.next_cursor, ...moment });
      yield page;
    }
  }

  /** Row by row. An async generator queues the calls of `next`, so that several at once each get a row of their own. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** All rows in an array; with a `limit`, no more than that. */
  async toArray(limit = Infinity): Promise<Row[]> {
    const rows: Row[] = [];
    if (limit <= 0) return rows;
    for await (const row of this) if (rows.push(row) >= limit) break;
    return rows;
  }
}
