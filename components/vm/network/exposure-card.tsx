"use client";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ExposureBadge } from "#components/vms/exposure-badge.tsx";
import type { VmView } from "#lib/resources/vm/view.ts";

/** How the machine is exposed, and how far that can be relied on. */
export const ExposureCard = ({ vm }: { vm: VmView }) => {
  const t = useTranslations("exposure.now");
  const { kind } = vm.exposure;
  const isSure = kind !== "ports" || vm.filtersPorts;
  return (
    <Card title={t("title")} aside={<ExposureBadge vm={vm} />}>
      <p className="max-w-[68ch]">{t(kind)}</p>
      {kind === "ports" && vm.filtersPorts && <p className="mt-1 max-w-[68ch] text-ink-2 text-sm">{t("filtered")}</p>}
      {!isSure && (
        <Notice tone="attention" title={t("unfiltered.title")} className="mt-3">
          {t(vm.origin === "outside" ? "unfiltered.outside" : "unfiltered.body")}
        </Notice>
      )}
      {kind === "whole" && (
        <Notice tone="attention" title={t("whole-open.title")} className="mt-3">
          {t("whole-open.body")}
        </Notice>
      )}
    </Card>
  );
};
