import 'server-only';
import pg from 'pg';

/** A statement that a connection prepares once, under a name that stands for this text only. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: (string | null)[];
}

/** Which statements a connection has prepared. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

/**
 * Two statements and one Sync, in one round trip. What comes before a Sync is one transaction to Postgres: it
 * commits at the Sync, or is undone with the first error. For `pg`'s `client.query`, which calls the methods
 * below, each before `handleReadyForQuery` or `handleError` ends it.
 */
export class DirectCall implements pg.Submittable {
  /** The row of the second statement, once the transaction has committed. */
  readonly row: Promise<(string | null)[]>;
  readonly #statements: readonly [Statement, Statement];
  readonly #rows: (string | null)[][] = [];
  #finished = 0;
  #resolve!: (row: (string | null)[]) => void;
  #reject!: (cause: Error) => void;

  constructor(first: Statement, second: Statement) {
    this.#statements = [first, second];
    this.row = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    const known = preparedOn(connection);
    connection.stream.cork();
    try {
      for (const { name, text, values } of this.#statements) {
        if (!known.has(name)) {
          // A call that failed may have left the statement behind; closing what is not there is no error.
          connection.close({ type: 'S', name }, true);
          connection.parse({ name, text, types: [] }, true);
        }
        connection.bind({ statement: name, values }, true);
        connection.execute(null, true);
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(_message: unknown, connection: pg.Connection): void {
    const statement = this.#statements[this.#finished++];
    if (statement) preparedOn(connection).add(statement.name);
  }

  handleReadyForQuery(): void {
    const [, row] = this.#rows;
    if (row) this.#resolve(row);
    else this.#reject(new Error('the function returned no row'));
  }

  handleError(cause: Error): void {
    this.#reject(cause);
  }
}

function preparedOn(connection: pg.Connection): Set<string> {
  let known = prepared.get(connection);
  if (!known) prepared.set(connection, (known = new Set()));
  return known;
}

/** The server ends the connection with such an error; its severity comes in the language of the server. */
export function endsConnection({ severity, code }: pg.DatabaseError): boolean {
  return severity === 'FATAL' || severity === 'PANIC' || (code ?? '').startsWith('57P0');
}
