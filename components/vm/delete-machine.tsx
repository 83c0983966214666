import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DeletionProgress } from "./deletion-progress.tsx";
import { useDeletion } from "./use-deletion.ts";

type DeleteMachineProps = {
  tenant: string;
  /** Null where the machine is gone: what is left to tell is what became of its delete. */
  vm: VmView | null;
  name: string;
  access: VmAccess | null;
  asked: boolean;
  onAsked: () => void;
};

/** The question before a machine is deleted, why it was not, and how far it is. */
export const DeleteMachine = ({ tenant, vm, name, access, asked, onAsked }: DeleteMachineProps) => {
  const t = useTranslations("vm");
  const deletion = useDeletion(tenant, name, true);
  const { problem, last } = deletion;
  // A delete of an earlier machine of its name is not this one's.
  const isOfThis = vm === null || last?.uid === vm.uid;
  return (
    <div className="mt-3 space-y-3 empty:hidden">
      {problem && (
        <ProblemNotice problem={problem} title={t("failed.delete", { name: shownNameOfVm(name) })} announce />
      )}
      {isOfThis && <DeletionProgress deletion={deletion} />}
      {vm && (
        <DeleteDialog
          vm={vm}
          open={asked}
          disks={deletion.disks}
          mayDeleteDisks={access?.deleteDisk ?? false}
          onConfirm={(disks) => deletion.ask({ uid: vm.uid, disks })}
          onClose={onAsked}
        />
      )}
    </div>
  );
};
