export interface RecorderStats {
  /** Handed over so far; each is counted once in `recorded`, `duplicates`, `invalid` or `pending`. */
  accepted: number;
  recorded: number;
  /** Recorded already: by an earlier attempt whose answer was lost, or by somebody else under the same `requestId`. */
  duplicates: number;
  invalid: number;
  /** Held: not sent yet, on the way, or to be sent again. */
  pending: number;
  /** Callers of `record` who are made to wait. */
  waiting: number;
  requestsInFlight: number;
  /** Failed attempts since the last that got through; more than 0 says that the server is away or refuses. */
  failures: number;
  lastError: Error | null;
}
