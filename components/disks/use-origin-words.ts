import { useTranslations } from "next-intl";
import type { DiskOrigin } from "#lib/resources/disk/origin.ts";

/** What a disk was filled from, in a few words. */
export const useOriginWords = () => {
  const t = useTranslations("disks.origin");
  return (origin: DiskOrigin): string => {
    switch (origin.kind) {
      case "image":
        return t("image", { name: origin.name });
      case "url":
        return t("url", { host: hostOf(origin.url) });
      case "registry":
        return t("registry", { host: hostOf(origin.url) });
      case "clone":
        return t("clone", { disk: origin.disk });
      default:
        return t(origin.kind);
    }
  };
};

/** The address itself stands on the disk's page. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host || url : url);
