"use client";
import { Disc, HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { VmDisk } from "#lib/resources/vm/view.ts";
import { diskPhaseOf } from "./disk-phase.ts";
import { useFramedVm } from "./vm-frame.tsx";

/** The attached disks in boot order, and how far those are that are still being made. */
export const DisksCard = () => {
  const t = useTranslations("vm.disks");
  const { bytes } = useAmounts();
  const { vm } = useFramedVm();
  const { totalBytes } = vm.disks;
  return (
    <Card
      title={t("title")}
      aside={totalBytes !== null && totalBytes > 0 && t("total", { size: bytes(totalBytes) })}
      flush
    >
      {vm.disksAttached.length === 0 ? (
        <p className="p-4 text-ink-2 text-sm">{t("empty")}</p>
      ) : (
        <ol className="divide-y divide-line">
          {vm.disksAttached.map((disk) => (
            <DiskRow key={disk.bootOrder} disk={disk} />
          ))}
        </ol>
      )}
    </Card>
  );
};

const DiskRow = ({ disk }: { disk: VmDisk }) => {
  const t = useTranslations("vm.disks");
  const { bytes } = useAmounts();
  const phase = diskPhaseOf(disk);
  const Icon = disk.optical ? Disc : HardDrive;
  const about = [
    disk.bootOrder === 1 ? t("boot") : t("order", { order: disk.bootOrder }),
    disk.sizeBytes === null ? t("sizeUnknown") : bytes(disk.sizeBytes),
    disk.storageClass,
    disk.optical && t("optical"),
    disk.image && t("from", { image: disk.image }),
  ];
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{disk.name}</p>
        <p className="break-words text-ink-2 text-xs">{about.filter(Boolean).join(" · ")}</p>
        {phase === "preparing" && (
          <div className="mt-2 flex items-center gap-2">
            <div className="flex-1">
              <Progress label={t("preparing", { name: disk.name })} percent={disk.progress} tone="working" />
            </div>
            {disk.progress !== null && (
              <span className="text-ink-2 text-xs">{t("percent", { percent: disk.progress / 100 })}</span>
            )}
          </div>
        )}
      </div>
      {phase !== "ready" && phase !== "unknown" && (
        <span className={phase === "failed" || phase === "missing" ? "text-failed text-xs" : "text-working text-xs"}>
          {t(`phase.${phase}`)}
        </span>
      )}
    </li>
  );
};
