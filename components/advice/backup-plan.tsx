"use client";
import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { useFramedVm } from "#components/vm/vm-frame.tsx";
import { backupPlan } from "#lib/advice/backup-plan.ts";
import type { BackupPlans } from "#lib/resources/backup/view.ts";

/** A plan ready for kubectl, by the first class that the platform offers. */
export const BackupPlan = ({ backups }: { backups: BackupPlans }) => {
  const t = useTranslations("advice.plan");
  const { tenant, vm } = useFramedVm();
  const name = backups.kind === "offered" ? backups.classes[0] : undefined;
  if (name === undefined) return null;
  const text = backupPlan(tenant, vm.name, name);
  return (
    <Fold title={t("title")} className="w-full">
      <p className="flex items-start justify-between gap-3 text-ink-2 text-sm">
        {t("says", { class: name })}
        <CopyButton text={text} what={t("copy")} />
      </p>
      <pre className="mt-2 overflow-x-auto font-mono text-xs">{text}</pre>
    </Fold>
  );
};
