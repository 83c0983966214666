import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";

/** How large a disk is: what it really has, and what it asks for where that is something else. */
export const useSizeWords = () => {
  const t = useTranslations("disks.size");
  const { bytes } = useAmounts();
  return ({
    askedBytes,
    realBytes,
  }: Pick<DiskRow, "askedBytes" | "realBytes">): { size: string; note: string | null } => {
    if (realBytes === null) return { size: askedBytes === null ? t("unknown") : bytes(askedBytes), note: null };
    if (askedBytes === null || askedBytes === realBytes) return { size: bytes(realBytes), note: null };
    const note = t(askedBytes > realBytes ? "growing" : "asksLess", { size: bytes(askedBytes) });
    return { size: bytes(realBytes), note };
  };
};
