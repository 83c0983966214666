import type { QuotaEffect } from "#lib/create/quota.ts";
import { type QuotaWhat, quotaOrder, quotaWhat } from "#lib/resources/quota/what.ts";

/** `what` is a key of messages `create.plan.what`. */
export type QuotaLine = QuotaEffect & { what: QuotaWhat };

const share = ({ after, hard }: QuotaEffect): number => (hard > 0 ? after / hard : Number.POSITIVE_INFINITY);

/** One line for each thing people count, by its tightest limit; limits without a word only when they are in the way. */
export const quotaLines = (effects: readonly QuotaEffect[]): QuotaLine[] => {
  const lines: QuotaLine[] = [];
  for (const effect of effects) {
    const what = quotaWhat(effect.key);
    const known = what === null ? -1 : lines.findIndex((line) => line.what === what);
    const other = lines[known];
    if (other) {
      if (share(effect) > share(other)) lines[known] = { ...effect, what };
    } else if (what !== null || effect.exceeds) lines.push({ ...effect, what });
  }
  return lines.sort((a, b) => quotaOrder(a.what) - quotaOrder(b.what));
};
