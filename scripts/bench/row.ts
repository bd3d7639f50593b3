import type { Bench } from './bench';
import { median } from './statistics';

export type Target = { atLeast: number } | { atMost: number };

/** One comparison, measured in every round. */
export interface Figure {
  /** What is compared, such as `rate against TPC-B`. */
  what: string;
  reference: string;
  ours: string;
  /** Ours over the reference, round by round. */
  ratios: number[];
  target: Target;
}

/** One row of the table in `docs/benchmarks.md`. A new row is a new file in `rows/`, listed in `index.ts`. */
export interface Row {
  name: string;
  title: string;
  measure(bench: Bench): Promise<Figure[]>;
}

export function isMet({ ratios, target }: Figure): boolean {
  const ratio = median(ratios);
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

/**
 * Runs the sides of a comparison in turn, A B A B …, so that whatever else the machine does falls on both alike.
 * A first turn, which warms caches up and is not counted, is the caller's business: see `Bench.warmUp`.
 */
export async function interleave<Side extends string, Result>(
  rounds: number,
  sides: Record<Side, () => Promise<Result>>,
): Promise<Record<Side, Result[]>> {
  const names = Object.keys(sides) as Side[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Side, Result[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) results[name].push(await sides[name]());
  }
  return results;
}
