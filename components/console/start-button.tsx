"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { permitFor } from "#lib/resources/vm/actions.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

type StartButtonProps = {
  tenant: string;
  row: VmRow;
  access: VmAccess;
  onAsk?: () => void;
  onFail?: () => void;
};

/** Starts a machine that is off, for those who may; its console then opens by itself. */
export const StartButton = ({ tenant, row, access, onAsk, onFail }: StartButtonProps) => {
  const t = useTranslations("console");
  const actions = useTranslations("actions");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const permit = permitFor("start", row, access);
  const handleStart = async () => {
    setBusy(true);
    setProblem(null);
    onAsk?.();
    try {
      await client.power(tenant, row.name, { action: "start" });
    } catch (error) {
      setProblem(problemFrom(error));
      onFail?.();
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem && <ProblemNotice problem={problem} title={t("startFailed", { name: row.name })} announce />}
      <Button
        kind="primary"
        busy={busy}
        disabledReason={permit.allowed ? null : actions(`reasons.${permit.reason}`)}
        onClick={handleStart}
      >
        {busy ? t("ways.starting") : actions("verb.watch")}
      </Button>
    </>
  );
};
