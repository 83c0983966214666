"use client";
import { CopyPlus, Ellipsis, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { listWords } from "#components/vms/list-words.ts";
import { paths } from "#lib/paths.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { createPermit, permitFor } from "#lib/resources/vm/actions.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

const deleteMachine = laterWorded(async () => (await import("./delete-machine.tsx")).DeleteMachine, listWords);
export const LaterDeleteMachine = deleteMachine.Part;

type VmMoreProps = { tenant: string; vm: VmView; access: VmAccess; onDelete: () => void };

/** What is done to a machine once, if ever. */
export const VmMore = ({ tenant, vm, access, onDelete }: VmMoreProps) => {
  const t = useTranslations("vm.actions");
  const list = useTranslations("vms");
  const why = useTranslations("actions.reasons");
  const router = useRouter();
  const permit = permitFor("delete", vm, access);
  const creation = createPermit(access);
  return (
    <Menu
      label={t("other")}
      trigger={<Ellipsis aria-hidden="true" className="size-4" />}
      triggerClass={buttonClass("secondary", "normal", "px-2!")}
      onReach={deleteMachine.soon}
      items={[
        {
          id: "like",
          label: list("like"),
          icon: <CopyPlus aria-hidden="true" className="size-4" />,
          disabledReason: creation.allowed ? null : why(creation.reason),
          onSelect: () => router.push(paths.vmLike(tenant, vm.name)),
        },
        {
          id: "delete",
          label: list("delete"),
          icon: <Trash2 aria-hidden="true" className="size-4" />,
          danger: true,
          disabledReason: permit.allowed ? null : why(permit.reason),
          onSelect: onDelete,
        },
      ]}
    />
  );
};
