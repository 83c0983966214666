import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { VmView } from "#lib/resources/vm/view.ts";

/** How the machine is exposed, and how far that can be relied on. `icmp`: null where nothing is known of it. */
export const ExposureNow = ({ vm, icmp }: { vm: VmView; icmp: boolean | null }) => {
  const t = useTranslations("exposure.now");
  const { kind } = vm.exposure;
  if (kind !== "ports")
    return (
      <div>
        <p className="max-w-[68ch]">{t(kind)}</p>
        {kind === "whole" && (
          <Notice tone="attention" title={t("whole-open.title")} className="mt-3">
            {t("whole-open.body")}
          </Notice>
        )}
      </div>
    );
  return (
    <div>
      <p className="max-w-[68ch]">{t("ports")}</p>
      {vm.filtersPorts && (
        <p className="mt-1 max-w-[68ch] text-ink-2 text-sm">
          {t("filtered")} {icmp !== null && t(icmp ? "pings" : "noPings")}
        </p>
      )}
      {!vm.filtersPorts && (
        <Notice tone="attention" title={t("unfiltered.title")} className="mt-3">
          {t(vm.origin === "outside" ? "unfiltered.outside" : "unfiltered.body")}
        </Notice>
      )}
    </div>
  );
};
