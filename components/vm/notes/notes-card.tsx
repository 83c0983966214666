"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { NotesForm } from "./notes-form.tsx";
import { useNotes } from "./use-notes.ts";

/** Keys of messages `vm.notes.why`. */
const refusalOf = (vm: VmView, access: VmAccess): "role" | "deleting" | "contradictory" | null => {
  if (!access.update) return "role";
  if (vm.deleting) return "deleting";
  return vm.contradictory ? "contradictory" : null;
};

/** What people wrote about the machine, kept on the machine itself. */
export const NotesCard = () => {
  const t = useTranslations("vm.notes");
  const { tenant, vm, access, isGone } = useFramedVm();
  const notes = useNotes(tenant, vm.name);
  const [isOpen, setOpen] = useState(false);
  // No VMInstance made it: there is nowhere to keep them.
  if (vm.origin === "outside") return null;
  const refusal = refusalOf(vm, access);
  return (
    <Card title={t("title")}>
      {isOpen && !isGone ? (
        <NotesForm notes={notes} onClose={() => setOpen(false)} />
      ) : (
        <>
          {vm.notes ? (
            <p className="whitespace-pre-wrap wrap-anywhere text-sm">{vm.notes}</p>
          ) : (
            <p className="text-ink-3 text-sm">{vm.notes === null ? t("unread") : t("none")}</p>
          )}
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <Button
              size="small"
              disabledReason={refusal && t(`why.${refusal}`)}
              onClick={() => {
                notes.reset();
                setOpen(true);
              }}
            >
              {vm.notes ? t("edit") : t("add")}
            </Button>
            <p className="min-w-0 flex-1 text-ink-3 text-xs">{t("seen")}</p>
          </div>
        </>
      )}
      <p role="status" className="mt-3 text-ink-2 text-xs empty:hidden">
        {notes.outcome.kind === "saved" && t("saved")}
      </p>
    </Card>
  );
};
