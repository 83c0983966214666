import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteDialog } from "#components/disks/delete-dialog.tsx";
import { isRunningState } from "#components/disks/is-running.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { RestartOffer } from "../edit/restart-offer.tsx";
import { useFramedVm } from "../vm-frame.tsx";

/** `instance`: what ran when they went; it holds them until it ends. */
export type Ejected = { names: readonly string[]; instance: string | null };

type EjectedNoticeProps = { ejected: Ejected; disks: readonly DiskRow[]; onDone: () => void; className: string };

/** After the discs went: the restart that lets go of them, then the choice to delete them. */
export const EjectedNotice = ({ ejected: { names, instance }, disks, onDone, className }: EjectedNoticeProps) => {
  const t = useTranslations("eject.out");
  const { tenant, vm } = useFramedVm();
  const [deleting, setDeleting] = useState<DiskRow | null>(null);
  const values = { name: shownNameOfVm(vm.name), count: names.length, names: names.join(", ") };
  const isHeld = isRunningState(vm.state) !== false && instance !== null && vm.instance === instance;
  if (isHeld)
    return (
      <Notice tone="info" title={t("held", values)} announce action={<RestartOffer />} className={className}>
        {t("heldBody", values)}
      </Notice>
    );
  const left = disks.filter(
    ({ name, usedBy, state }) => names.includes(name) && usedBy.length === 0 && state !== "deleting",
  );
  return (
    <div className={className}>
      <Notice
        tone="info"
        title={t(left.length === 0 ? "done" : "free", values)}
        announce
        action={
          <>
            {left.map((disk) => (
              <Button key={disk.name} size="small" onClick={() => setDeleting(disk)}>
                {t("delete", { name: disk.name })}
              </Button>
            ))}
            <Button size="small" onClick={onDone}>
              {t(left.length === 0 ? "close" : "keep", values)}
            </Button>
          </>
        }
      >
        {left.length > 0 && t("freeBody", values)}
      </Notice>
      {deleting && (
        <DeleteDialog
          tenant={tenant}
          disk={deleting}
          open
          onClose={() => setDeleting(null)}
          onDeleted={() => setDeleting(null)}
        />
      )}
    </div>
  );
};
