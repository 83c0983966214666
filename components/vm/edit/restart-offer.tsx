"use client";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { permitFor } from "#lib/resources/vm/actions.ts";
import { PowerDialog } from "../power-dialog.tsx";
import { usePower } from "../use-power.ts";
import { useFramedVm } from "../vm-frame.tsx";

/** The restart that a change waits for, at hand: asked like any other, refused with the same reason. */
export const RestartOffer = () => {
  const t = useTranslations("vm");
  const why = useTranslations("actions.reasons");
  const { tenant, vm, access } = useFramedVm();
  const [isAsking, setAsking] = useState(false);
  const { underWay, done, failed, run, dismiss } = usePower(tenant, vm);
  const permit = permitFor("restart", vm, access);
  const name = shownNameOfVm(vm.name);
  return (
    <>
      <Button
        size="small"
        icon={<RotateCw aria-hidden="true" className="size-4" />}
        busy={underWay !== null}
        disabledReason={permit.allowed ? null : why(permit.reason)}
        onClick={() => setAsking(true)}
      >
        {t("restart.offer")}
      </Button>
      <span role="status" className="text-ink-2 text-sm empty:hidden">
        {done && t("restart.sent")}
      </span>
      {failed && (
        <ProblemNotice
          problem={failed.problem}
          title={t(`failed.${failed.action}`, { name })}
          onRetry={dismiss}
          announce
        />
      )}
      <PowerDialog
        action={isAsking && permit.allowed ? "restart" : null}
        name={name}
        runStrategy={vm.runStrategy}
        effect={permit.allowed ? permit.effect : "durable"}
        onConfirm={() => {
          setAsking(false);
          run("restart");
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
