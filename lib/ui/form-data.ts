import type { ZodError } from 'zod';

/** The named text fields of a form. A field left empty is left out, so that the operation's default holds. */
export function textFields<Name extends string>(
  form: FormData,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const fields: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = form.get(name);
    if (typeof value === 'string' && value.trim() !== '') fields[name] = value.trim();
  }
  return fields;
}

/** One text field as it was typed, or an empty string. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The key that makes a second click of the same form a replay and not a second write. */
export function idempotencyKeyOf(form: FormData): { idempotencyKey: string } | Record<string, never> {
  const value = textField(form, 'idempotency_key');
  return value === '' ? {} : { idempotencyKey: value };
}

/** The first message for each field of a schema that refused. */
export function fieldMessages(error: ZodError): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = issue.path.map(String).join('.');
    if (!(name in messages)) messages[name] = issue.message;
  }
  return messages;
}
