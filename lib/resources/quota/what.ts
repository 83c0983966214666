/** What a limit of a quota counts, as people call it; null for one we have no word for. */
export type QuotaWhat = "cpu" | "memory" | "storage" | "addresses" | "volumes" | null;

export const quotaWhat = (key: string): QuotaWhat => {
  if (/^((requests|limits)\.)?cpu$/.test(key)) return "cpu";
  if (/^((requests|limits)\.)?memory$/.test(key)) return "memory";
  if (/(^|\/)requests\.storage$/.test(key)) return "storage";
  if (key === "services.loadbalancers") return "addresses";
  if (/^(count\/)?persistentvolumeclaims$/.test(key)) return "volumes";
  return null;
};

const order: readonly QuotaWhat[] = ["cpu", "memory", "storage", "addresses", "volumes", null];

/** For sorting: what people ask for first, first. */
export const quotaOrder = (what: QuotaWhat): number => order.indexOf(what);
