"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { useFramedVm } from "#components/vm/vm-frame.tsx";
import { editWords } from "#components/vms/list-words.ts";
import type { Advice } from "#lib/advice/advice.ts";
import { newerImageOf, roomierTypeOf } from "#lib/advice/of-catalogue.ts";
import { imageOfMachine } from "#lib/advice/of-machine.ts";
import { paths } from "#lib/paths.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { BackupPlan } from "./backup-plan.tsx";

const sizeDialog = laterWorded(async () => (await import("#components/vm/edit/size-dialog.tsx")).SizeDialog, editWords);

type VmFixProps = { advice: Advice; catalogue: CatalogueView; today: string };

/** The way to where an open line is changed, with the change prepared there; saving it is the person's. */
export const VmFix = ({ advice: { rule }, catalogue, today }: VmFixProps) => {
  const t = useTranslations("advice.go");
  const { tenant, vm } = useFramedVm();
  switch (rule) {
    case "cpu":
      return <Resize wanted={roomierTypeOf(vm.size, catalogue)} />;
    case "disks":
    case "replicated":
      return <Go href={`${paths.vm(tenant, vm.name, "disks")}#new-disk`}>{t(rule)}</Go>;
    case "room":
      return <Go href={`${paths.vm(tenant, vm.name, "disks")}#grow`}>{t("room")}</Go>;
    case "ports":
      return <Go href={`${paths.vm(tenant, vm.name, "network")}#list-ports`}>{t("ports")}</Go>;
    case "keys":
      return <Go href={paths.vm(tenant, vm.name, "access")}>{t("keys")}</Go>;
    case "image": {
      const newer = newerImageOf(imageOfMachine(vm, catalogue)?.name ?? "", catalogue, today);
      if (!newer) return null;
      const image = `${newer.familyLabel} ${newer.version}`.trim();
      return <Go href={paths.vmNew(tenant, newer.name)}>{t("image", { image })}</Go>;
    }
    case "backup":
      return <BackupPlan backups={catalogue.backups} />;
    case "firewall":
      return null;
  }
};

const Go = ({ href, children }: { href: string; children: string }) => (
  <LinkButton size="small" href={href}>
    {children}
  </LinkButton>
);

const Resize = ({ wanted }: { wanted: string | null }) => {
  const t = useTranslations("advice.go");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onPointerEnter={sizeDialog.soon} onClick={() => setOpen(true)}>
        {t("cpu")}
      </Button>
      {isOpen && <sizeDialog.Part open wanted={wanted} onClose={() => setOpen(false)} />}
    </>
  );
};
