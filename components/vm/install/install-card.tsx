import { useTranslations } from "next-intl";
import { useState } from "react";
import { useDisks } from "#components/disks/use-disks.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { hasRestarted, installDiscsOf } from "#lib/edit/install-discs.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { useSettings } from "../edit/use-settings.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { EjectDialog } from "./eject-dialog.tsx";
import { type Ejected, EjectedNotice } from "./ejected-notice.tsx";
import { InstallSteps } from "./install-steps.tsx";

/** Beside a machine that is installed from a disc: what to do on its screen, and the way to take the disc out afterwards. */
export const InstallCard = ({ isConsole }: { isConsole: boolean }) => {
  const t = useTranslations("eject");
  const why = useTranslations("edit.refusal");
  const { tenant, vm } = useFramedVm();
  const margin = isConsole ? "mb-4" : "";
  const { view } = useSettings(tenant, vm.name);
  const disks = useDisks(tenant).data?.disks ?? [];
  const [firstInstance, setFirstInstance] = useState(vm.instance);
  const [isAsking, setAsking] = useState(false);
  const [ejected, setEjected] = useState<Ejected | null>(null);
  // A machine that was off when somebody came has not restarted by being started.
  if (firstInstance === null && vm.instance !== null) setFirstInstance(vm.instance);
  if (ejected)
    return <EjectedNotice ejected={ejected} disks={disks} onDone={() => setEjected(null)} className={margin} />;
  const discs = view ? installDiscsOf(view.settings.disks, disks) : [];
  if (!view || discs.length === 0) return null;
  const isAnew = hasRestarted(vm, firstInstance);
  return (
    <div className={margin}>
      <Notice
        tone="info"
        title={t(isAnew ? "title.restarted" : "title.none", { name: shownNameOfVm(vm.name) })}
        action={
          <Button
            size="small"
            kind={isAnew ? "primary" : "secondary"}
            disabledReason={view.refusal && why(view.refusal)}
            onClick={() => setAsking(true)}
          >
            {t("do", { count: discs.length })}
          </Button>
        }
      >
        {isConsole ? (
          <InstallSteps />
        ) : (
          t("body", { count: discs.length, names: discs.map(({ name }) => name).join(", ") })
        )}
      </Notice>
      <EjectDialog
        {...{ tenant, vm, view }}
        discs={discs}
        open={isAsking}
        onClose={() => setAsking(false)}
        onEjected={(names) => {
          setAsking(false);
          setEjected({ names, instance: vm.instance });
        }}
      />
    </div>
  );
};
