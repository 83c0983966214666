/** Full jitter: a random wait up to a ceiling that doubles with each failure in a row. */
export const fullJitter = (
  failures: number,
  random: () => number = Math.random,
  firstMs = 500,
  lastMs = 30_000,
): number => random() * Math.min(lastMs, firstMs * 2 ** Math.min(failures, 20));
