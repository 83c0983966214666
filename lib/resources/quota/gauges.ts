import type { QuotaItem, QuotaView } from "../tenant/view.ts";
import { type QuotaWhat, quotaOrder, quotaWhat } from "./what.ts";

/** `near`: four fifths are taken. `full`: nothing more fits. */
export type GaugeLevel = "free" | "near" | "full";
export type QuotaGauge = QuotaItem & { what: QuotaWhat; level: GaugeLevel /** 0–1. */; share: number };

const nearFrom = 0.8;
/** A tenant may be limited in dozens of ways that nobody here has a word for. */
const mostUnnamed = 6;

const shareOf = ({ used, hard }: QuotaItem): number => (hard > 0 ? used / hard : 1);
const levelOf = (share: number): GaugeLevel => (share >= 1 ? "full" : share >= nearFrom ? "near" : "free");

/** One gauge for each thing people count, by its tightest limit; then the limits without a word, the tightest first. */
export const quotaGauges = ({ items }: QuotaView): QuotaGauge[] => {
  const named = new Map<QuotaWhat, QuotaGauge>();
  const unnamed: QuotaGauge[] = [];
  for (const item of items) {
    const what = quotaWhat(item.key);
    const share = shareOf(item);
    const gauge: QuotaGauge = { ...item, what, share: Math.min(1, share), level: levelOf(share) };
    const known = named.get(what);
    if (what === null) unnamed.push(gauge);
    else if (!known || share > shareOf(known)) named.set(what, gauge);
  }
  return [
    ...[...named.values()].sort((a, b) => quotaOrder(a.what) - quotaOrder(b.what)),
    ...unnamed.sort((a, b) => b.share - a.share).slice(0, mostUnnamed),
  ];
};
