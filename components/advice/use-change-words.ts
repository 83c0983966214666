import { useTranslations } from "next-intl";
import type { PracticeChange } from "#components/create/practice-changes.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { CreateSize } from "#lib/create/input.ts";

/** What a click changed, in words. */
export const useChangeWords = () => {
  const t = useTranslations("advice.changed");
  const { bytes, number } = useAmounts();
  const sizeOf = (size: CreateSize): string =>
    size.kind === "type"
      ? size.instanceType
      : t("custom", { cpu: number(size.cpu * size.sockets), memory: bytes(size.memoryBytes) });
  return (change: PracticeChange): string => {
    switch (change.what) {
      case "size":
        return t("size", { from: sizeOf(change.from), to: sizeOf(change.to) });
      case "disk":
        return t("disk", { size: bytes(change.bytes), class: change.storageClass });
      case "class":
        return t("class", { count: change.count, class: change.storageClass });
      case "grown":
        return t("grown", { from: bytes(change.from), to: bytes(change.to) });
      case "ports":
        return t("ports", { ports: change.ports.join(", ") });
      case "keys":
        return t("keys", { count: change.count });
      case "image":
        return t("image", { to: change.to });
      case "cloudInit":
        return t("cloudInit");
    }
  };
};
