/**
 * What a spreadsheet would run as a formula, and how a cell keeps it from doing so: an apostrophe in front.
 *
 * Guarded is a cell that begins, spaces aside, with = + - @ or their full-width forms, or with a tab or a line end;
 * and one that has apostrophes before that, so that taking one away gives back just what was there. Not guarded is a
 * plain decimal number: an amount below zero begins like a formula and is none, and has to stay a number.
 */

const number = /^-?\d+(\.\d+)?$/;
const formula = /^'*(\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;

/** A cell for a file that a spreadsheet may open. */
export function guarded(text: string): string {
  return !number.test(text) && formula.test(text) ? `'${text}` : text;
}

/** A cell of a file that we wrote ourselves, say: what was guarded as it was before. */
export function unguarded(text: string): string {
  return text.startsWith("'") && guarded(text.slice(1)) === text ? text.slice(1) : text;
}
