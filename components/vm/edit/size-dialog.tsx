"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { problemFrom } from "#lib/api/client.ts";
import { queries } from "#lib/api/queries.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { SettingsFrame } from "./settings-frame.tsx";
import { SizeForm } from "./size-form.tsx";
import { useSettings } from "./use-settings.ts";

type SizeDialogProps = {
  open: boolean;
  /** The type it begins with; null: the machine's own. */
  wanted?: string | null;
  onClose: () => void;
};

/** Another size for a machine: read first what it has and what there is, then chosen. */
export const SizeDialog = ({ open, wanted = null, onClose }: SizeDialogProps) => {
  const t = useTranslations("edit.size");
  const { vm } = useFramedVm();
  return (
    <Dialog open={open} onClose={onClose} title={t("title", { name: shownNameOfVm(vm.name) })} wide>
      <SizeReads wanted={wanted} onClose={onClose} />
    </Dialog>
  );
};

const SizeReads = ({ wanted, onClose }: { wanted: string | null; onClose: () => void }) => {
  const t = useTranslations("edit");
  const { tenant, vm } = useFramedVm();
  const reading = useSettings(tenant, vm.name);
  const catalogue = useQuery(queries.catalogue(tenant));
  const quota = useQuery(queries.quota(tenant));
  if (catalogue.error && !catalogue.data)
    return (
      <ProblemNotice
        problem={problemFrom(catalogue.error)}
        title={t("size.unread")}
        onRetry={() => void catalogue.refetch()}
        announce
      />
    );
  const offered = catalogue.data;
  return (
    <SettingsFrame reading={reading}>
      {(view) => {
        if (view.refusal) return null;
        if (!offered || quota.isPending) return <p role="status">{t("reading")}</p>;
        return (
          <SizeForm
            view={view}
            catalogue={offered}
            wanted={wanted}
            quota={quota.data ?? null}
            quotaProblem={quota.error ? problemFrom(quota.error) : null}
            onClose={onClose}
          />
        );
      }}
    </SettingsFrame>
  );
};
