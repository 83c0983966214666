/** `2026-11-22`, by the world's clock: whether a day is over matters by months here. */
export const todayOf = (): string => new Date().toISOString().slice(0, 10);
