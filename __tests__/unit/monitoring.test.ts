import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const page = readFileSync('docs/operations/monitoring.md', 'utf8');
const rules = (
  parse(readFileSync('docs/operations/alerts.yml', 'utf8')) as {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  }
).groups.flatMap((group) => group.rules);
const sources = ['metrics', 'exposition']
  .map((name) => readFileSync(`lib/observability/${name}.ts`, 'utf8'))
  .join();

test.each(rules.map((rule) => [rule.alert, rule] as const))(
  'the page says what %s means, and its figures are there',
  (name, { expr, annotations }) => {
    expect(page).toContain(`\n### ${name}\n`);
    expect(annotations.summary).toBeTruthy();
    for (const [metric] of expr.matchAll(/\bdrawdown_[a-z_]+/g)) {
      const base = metric.replace(/_(bucket|count|sum)$/, '');
      expect([metric, isMade(base)]).toEqual([metric, true]);
    }
  },
);

test('each heading below Alerts has its rule', () => {
  const headings = [...page.matchAll(/^### (Drawdown\w+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(rules.map(({ alert }) => alert));
});

test('the page explains every figure', () => {
  const made = [...sources.matchAll(/'(drawdown_[a-z_]+)'/g), ...sources.matchAll(/gauge\(\s*'([a-z_]+)'/g)];
  const names = made.map(([, name = '']) => (name.startsWith('drawdown_') ? name : `drawdown_${name}`));
  expect(names.length).toBeGreaterThan(12);
  for (const name of names) expect(page).toContain(`\`${name}\``);
});

function isMade(metric: string): boolean {
  return sources.includes(`'${metric}'`) || sources.includes(`'${metric.replace('drawdown_', '')}'`);
}
