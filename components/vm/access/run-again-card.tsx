"use client";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { accessConsequences, nextSeed } from "#lib/edit/access.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { ChangeOutcome } from "../edit/change-outcome.tsx";
import { ConsequenceList } from "../edit/consequence-list.tsx";
import { RestartOffer } from "../edit/restart-offer.tsx";
import { useChange } from "../edit/use-change.ts";
import { useFramedVm } from "../vm-frame.tsx";

/** Has the guest take itself for a new machine at its next boot, after saying what that does. */
export const RunAgainCard = ({ view }: { view: SettingsView }) => {
  const t = useTranslations("first-boot.again");
  const ui = useTranslations("ui");
  const edit = useTranslations("edit");
  const { tenant, vm } = useFramedVm();
  const [isAsking, setAsking] = useState(false);
  const change = useChange(tenant, vm.name);
  const isSaved = change.outcome.kind === "saved";
  const save = () => {
    setAsking(false);
    change.save({ cloudInitSeed: nextSeed(Date.now()) });
  };
  return (
    <Card title={t("title")}>
      <div className="space-y-3">
        <p className="text-ink-2 text-sm">{t("about")}</p>
        <Button
          icon={<RotateCcw aria-hidden="true" className="size-4" />}
          busy={change.outcome.kind === "saving"}
          disabledReason={view.refusal && edit(`refusal.${view.refusal}`)}
          onClick={() => setAsking(true)}
        >
          {t("do")}
        </Button>
        <ChangeOutcome change={change} />
        {isSaved && vm.state !== "stopped" && <RestartOffer />}
      </div>
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("ask", { name: vm.name })}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{ui("cancel")}</Button>
            <Button kind="primary" onClick={save}>
              {t("do")}
            </Button>
          </>
        }
      >
        <ConsequenceList consequences={accessConsequences({ cloudInitSeed: "" }, vm.state)} />
      </Dialog>
    </Card>
  );
};
