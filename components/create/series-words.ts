/** Keys of messages `create.size.seriesName` and `seriesFor`, in the order people compare them. */
export const seriesWords = {
  s1: "standard",
  u1: "universal",
  m1: "memory",
  cx1: "compute",
  d1: "dedicated",
  o1: "overcommitted",
  n1: "network",
  rt1: "realtime",
  gn1: "gpu",
} as const;

const words = new Map<string, (typeof seriesWords)[keyof typeof seriesWords]>(Object.entries(seriesWords));

/** A series without words is shown under its own name. */
export const seriesWordOf = (series: string) => words.get(series) ?? "other";

const mostCards = 3;

/** Series that are in view at once: those most people want, all where there are few, and always the chosen one. */
export const shownSeries = <T extends { name: string }>(all: readonly T[], chosen: string | undefined): readonly T[] =>
  all.length <= mostCards + 1 ? all : all.filter(({ name }, index) => index < mostCards || name === chosen);
