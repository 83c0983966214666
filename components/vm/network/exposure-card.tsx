"use client";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExposureBadge } from "#components/vms/exposure-badge.tsx";
import type { VmView } from "#lib/resources/vm/view.ts";
import type { SettingsReading } from "../edit/use-settings.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { ExposureEditor } from "./exposure-editor.tsx";
import { ExposureNow } from "./exposure-now.tsx";

type ExposureCardProps = { tenant: string; vm: VmView; reading: SettingsReading };

/** How the machine is exposed: to be changed by who may, else shown with why not. */
export const ExposureCard = ({
  tenant,
  vm,
  reading: { view, settings, refusal, problem, retry },
}: ExposureCardProps) => {
  const t = useTranslations("exposure.now");
  const edit = useTranslations("edit");
  const { isGone } = useFramedVm();
  return (
    <Card title={t("title")} aside={<ExposureBadge vm={vm} />}>
      <div className="space-y-4">
        {problem && !isGone && <ProblemNotice problem={problem} title={edit("unread")} onRetry={retry} announce />}
        {view && refusal === null && !isGone ? (
          <ExposureEditor tenant={tenant} vm={vm} view={view} />
        ) : (
          <ExposureNow vm={vm} icmp={settings?.icmp ?? null} />
        )}
        {refusal && (
          <p className="max-w-[68ch] text-ink-2 text-sm">
            {edit("refusalTitle")}. {edit(`refusal.${refusal}`)}
          </p>
        )}
      </div>
    </Card>
  );
};
