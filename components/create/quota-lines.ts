import type { QuotaEffect } from "#lib/create/quota.ts";

/** Key of messages `create.plan.what`; null for a limit we have no word for. */
export type QuotaWhat = "cpu" | "memory" | "storage" | "addresses" | "volumes" | null;
export type QuotaLine = QuotaEffect & { what: QuotaWhat };

const whatOf = (key: string): QuotaWhat => {
  if (/^((requests|limits)\.)?cpu$/.test(key)) return "cpu";
  if (/^((requests|limits)\.)?memory$/.test(key)) return "memory";
  if (/(^|\/)requests\.storage$/.test(key)) return "storage";
  if (key === "services.loadbalancers") return "addresses";
  if (/^(count\/)?persistentvolumeclaims$/.test(key)) return "volumes";
  return null;
};

const order: QuotaWhat[] = ["cpu", "memory", "storage", "addresses", "volumes", null];
const share = ({ after, hard }: QuotaEffect): number => (hard > 0 ? after / hard : Number.POSITIVE_INFINITY);

/** One line for each thing people count, by its tightest limit; limits without a word only when they are in the way. */
export const quotaLines = (effects: readonly QuotaEffect[]): QuotaLine[] => {
  const lines: QuotaLine[] = [];
  for (const effect of effects) {
    const what = whatOf(effect.key);
    const known = what === null ? -1 : lines.findIndex((line) => line.what === what);
    const other = lines[known];
    if (other) {
      if (share(effect) > share(other)) lines[known] = { ...effect, what };
    } else if (what !== null || effect.exceeds) lines.push({ ...effect, what });
  }
  return lines.sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what));
};
