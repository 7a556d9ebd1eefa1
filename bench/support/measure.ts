/** Numbers for people to read. */

export const ms = (value: number): string => `${value >= 100 ? Math.round(value) : value.toFixed(1)} ms`;

export const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export const spread = (values: readonly number[]): string =>
  `p50 ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}, longest ${ms(Math.max(...values))}`;
