import type { CapturedMail } from './mail';
import type { Progress } from './stack';

const coloured = Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'];
const paint = (code: number) => (text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
export const bold = paint(1);
const dim = paint(2);
const green = paint(32);

/** A line for each step: what came up, what there is to say about it, how long it took. */
export function progressLines(checkpoint: () => void): Progress {
  return {
    async step(title, work) {
      checkpoint();
      const started = performance.now();
      const { result, note } = await work();
      const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      console.log(`  ${green('✓')} ${title.padEnd(14)} ${dim(`${seconds.padStart(7)}  ${note ?? ''}`)}`);
      return result;
    },
    line: (text) => console.log(`    ${text}`),
  };
}

/** Names and values in two columns. */
export function block(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${dim(name.padEnd(width))}  ${value}`).join('\n');
}

export function mailBlock(mail: CapturedMail, appUrl: string): string {
  const rows: [string, string][] = [
    ['To', mail.to],
    ['Subject', mail.subject],
  ];
  if (mail.path) rows.push(['Link', bold(`${appUrl}${mail.path}`)]);
  if (mail.code) rows.push(['Code', mail.code]);
  return `\n  ${bold('Mail')} ${dim('(the local stack delivers none, it shows them here)')}\n${block(rows)}\n`;
}
