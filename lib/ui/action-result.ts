import { errorCodes, type ErrorCode } from '@/lib/errors/codes';

/** What a server action answers. The same shape as `lib/pages/perform.ts` gives; here without anything server-only. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      remedy: string;
      fields: Record<string, string>;
      /** Who changed since a plan was looked at, where that is what was refused. */
      changed?: PlanChange;
    };

export interface PlanChange {
  changed: { customer_id: string; customer_name: string; balance_before: string; balance_after: string }[];
  more_changed: number;
  currency: string;
}

export type ActionFailure = Extract<ActionResult<unknown>, { ok: false }>;

export type FormAction<T> = (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;

/** A refusal from the error list, with messages for single fields where there are any. */
export function failureOf(code: ErrorCode, fields: Record<string, string> = {}): ActionFailure {
  return { ok: false, code, message: errorCodes[code].title, remedy: errorCodes[code].remedy, fields };
}

/** A refusal that the form itself can tell, without asking the database. */
export function invalidForm(fields: Record<string, string>): ActionFailure {
  return failureOf('invalid_request', fields);
}
