/** What SQL puts into a problem is on the page about its code, by whose example answers are judged. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemExamples } from '@/lib/http/openapi-examples';

const folder = join('supabase', 'migrations');
const sql = readdirSync(folder)
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

/** The text between the parenthesis at `from` and the one that closes it. */
function inside(text: string, from: number): string {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === "'") quoted = !quoted;
    if (quoted) continue;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0) return text.slice(from + 1, at);
  }
  throw new Error('a parenthesis is never closed');
}

/** The arguments of a call, apart. */
function argumentsOf(text: string): string[] {
  const found = [''];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === "'") quoted = !quoted;
    if (!quoted && letter === '(') depth += 1;
    if (!quoted && letter === ')') depth -= 1;
    if (!quoted && depth === 0 && letter === ',') found.push('');
    else found[found.length - 1] += letter;
  }
  return found.map((each) => each.trim());
}

const raised = [...sql.matchAll(/perform private\.raise_problem(?=\()/g)].flatMap(({ index, 0: call }) => {
  const text = inside(sql, index + call.length);
  const code = /^\s*\d{3},\s*'([a-z_]+)'/.exec(text)?.[1];
  const fields = [...text.matchAll(/jsonb_build_object(?=\()/g)].slice(0, 1).flatMap((built) =>
    argumentsOf(inside(text, built.index + built[0].length))
      .filter((_argument, position) => position % 2 === 0)
      .map((name) => name.replaceAll("'", '')),
  );
  return code === undefined ? [] : [{ code, fields }];
});

const byCode = [...Map.groupBy(raised, ({ code }) => code)].map(
  ([code, all]) => [code, [...new Set(all.flatMap(({ fields }) => fields))]] as const,
);

/** Of a movement on a wallet that is none, which no operation can ask for. */
const unreachable = ['wallet_id'];

test.each(byCode)('the page about %s shows every field that SQL gives', (code, fields) => {
  const example = problemExamples()[code]?.value as Record<string, unknown>;
  const shown = [...Object.keys(example), ...unreachable];
  expect(fields.filter((field) => !shown.includes(field))).toEqual([]);
});
