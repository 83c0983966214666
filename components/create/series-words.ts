/** Keys of messages `create.size.seriesName` and `seriesFor`, in the order people compare them. */
export const seriesWords = { s1: "standard", u1: "universal", m1: "memory" } as const;

const words = new Map<string, (typeof seriesWords)[keyof typeof seriesWords]>(Object.entries(seriesWords));

/** A series without words is shown under its own name. */
export const seriesWordOf = (series: string) => words.get(series) ?? "other";
