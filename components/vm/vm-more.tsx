"use client";
import { Ellipsis, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { listWords } from "#components/vms/list-words.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { permitFor } from "#lib/resources/vm/actions.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

const deleteMachine = laterWorded(async () => (await import("./delete-machine.tsx")).DeleteMachine, listWords);
export const LaterDeleteMachine = deleteMachine.Part;

type VmMoreProps = { vm: VmView; access: VmAccess; onDelete: () => void };

/** What is done to a machine once, if ever. */
export const VmMore = ({ vm, access, onDelete }: VmMoreProps) => {
  const t = useTranslations("vm.actions");
  const list = useTranslations("vms");
  const why = useTranslations("actions.reasons");
  const permit = permitFor("delete", vm, access);
  return (
    <Menu
      label={t("other")}
      trigger={<Ellipsis aria-hidden="true" className="size-4" />}
      triggerClass={buttonClass("secondary", "normal", "px-2!")}
      onReach={deleteMachine.soon}
      items={[
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
