"use client";
import { Disc, HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { EventRow } from "#components/vm/events-card.tsx";
import { paths } from "#lib/paths.ts";
import type { DiskDetailView } from "#lib/resources/disk/view.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { DiskFacts } from "./disk-facts.tsx";
import { DiskNotices } from "./disk-notices.tsx";
import { DiskState } from "./disk-state.tsx";
import { GrowDialog } from "./grow-dialog.tsx";
import { GuestSteps } from "./guest-steps.tsx";

type DiskDetailProps = {
  tenant: string;
  view: DiskDetailView;
  access: VmAccess;
  /** It was deleted while the page was open. */
  isGone: boolean;
  children: ReactNode;
};

/** What a disk is, who has it, what happened to it, and what can be done with it. */
export const DiskDetail = ({ tenant, view, access, isGone, children }: DiskDetailProps) => {
  const t = useTranslations("disks");
  const events = useTranslations("vm.events");
  const { disk } = view;
  const [asking, setAsking] = useState<"grow" | "delete" | null>(null);
  const [hasGrown, setHasGrown] = useState(false);
  const isLeaving = disk.state === "deleting";
  const Icon = disk.optical ? Disc : HardDrive;
  const leaving = isLeaving ? t("refusal.deleting") : null;
  const mayGrow = access.updateDisk ? leaving : t("refusal.role");
  const used = disk.usedBy[0] === undefined ? null : t("refusal.used", { vm: shownNameOfVm(disk.usedBy[0]) });
  const mayDelete = access.deleteDisk ? (leaving ?? used) : t("refusal.role");
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-line border-b px-6 py-5 max-md:px-4">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold text-title">
            <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-2" />
            <span className="min-w-0 wrap-anywhere">{disk.name}</span>
            {disk.optical && <Badge>{t("optical")}</Badge>}
          </h1>
          <DiskState disk={disk} className="mt-1.5" />
        </div>
        {!isGone && (
          <div className="flex flex-wrap items-center gap-2">
            <Button disabledReason={mayGrow} onClick={() => setAsking("grow")}>
              {t("grow.open")}
            </Button>
            {access.createDisk && <LinkButton href={paths.diskNew(tenant, disk.name)}>{t("copy")}</LinkButton>}
            <Button kind="danger" disabledReason={mayDelete} onClick={() => setAsking("delete")}>
              {t("delete.open")}
            </Button>
          </div>
        )}
      </div>
      <div className="grid gap-4 p-6 max-md:p-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
        <div className="min-w-0 space-y-4">
          {children}
          <DiskNotices tenant={tenant} view={view} isGone={isGone} />
          {hasGrown && !isGone && (
            <Card title={t("guest.title.grow")}>
              <GuestSteps deed="grow" />
            </Card>
          )}
          <Card title={events("title")} flush>
            {view.events.length === 0 ? (
              <p className="p-4 text-ink-2 text-sm">{events("empty")}</p>
            ) : (
              <ol className="divide-y divide-line">
                {view.events.map((event) => (
                  <EventRow key={`${event.at} ${event.kind} ${event.reason} ${event.message}`} event={event} />
                ))}
              </ol>
            )}
          </Card>
        </div>
        <div className="min-w-0">
          <DiskFacts tenant={tenant} disk={disk} />
        </div>
      </div>
      {!isGone && (
        <>
          <GrowDialog
            tenant={tenant}
            disk={disk}
            open={asking === "grow" && mayGrow === null}
            onClose={() => setAsking(null)}
            onGrown={() => {
              setAsking(null);
              setHasGrown(true);
            }}
          />
          <DeleteDialog
            tenant={tenant}
            disk={disk}
            open={asking === "delete" && mayDelete === null}
            onClose={() => setAsking(null)}
            onDeleted={() => setAsking(null)}
          />
        </>
      )}
    </>
  );
};
