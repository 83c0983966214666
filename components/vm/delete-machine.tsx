import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { BulkDialog } from "#components/vms/bulk-dialog.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import { staleAfter } from "#lib/api/queries.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

type DeleteMachineProps = { tenant: string; vm: VmView; asked: boolean; onAsked: () => void };

/** The question before a machine is deleted, and why it was not. */
export const DeleteMachine = ({ tenant, vm, asked, onAsked }: DeleteMachineProps) => {
  const t = useTranslations("vm");
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => client.deleteVm(tenant, vm.name, { uid: vm.uid }),
    onSettled: () => {
      for (const queryKey of staleAfter.deleteVm) void queryClient.invalidateQueries({ queryKey });
    },
  });
  return (
    <>
      {deletion.isError && (
        <ProblemNotice
          problem={problemFrom(deletion.error)}
          title={t("failed.delete", { name: shownNameOfVm(vm.name) })}
          onRetry={() => deletion.mutate()}
          announce
          className="mt-3"
        />
      )}
      <BulkDialog
        tenant={tenant}
        plan={asked ? { action: "delete", rows: [vm], skipped: [] } : null}
        onConfirm={() => deletion.mutate()}
        onClose={onAsked}
      />
    </>
  );
};
