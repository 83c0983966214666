"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { client, problemFrom } from "#lib/api/client.ts";

type PortCheckProps = { tenant: string; name: string; port: number };

/** Asks once whether something in the machine answers on a port, and says when it was asked. */
export const PortCheck = ({ tenant, name, port }: PortCheckProps) => {
  const t = useTranslations("exposure.check");
  const exact = useExactTime("clock");
  const check = useMutation({
    mutationFn: async () => ({ ...(await client.checkPort(tenant, name, { port })), at: new Date().toISOString() }),
  });
  const { data } = check;
  return (
    <>
      <Button
        size="small"
        kind="ghost"
        busy={check.isPending}
        aria-label={t("askPort", { port: String(port) })}
        onClick={() => check.mutate()}
      >
        {t("ask")}
      </Button>
      <p role="status" className="w-full text-ink-2 text-sm empty:hidden">
        {data && t(data.answer, { time: exact(data.at) })}
      </p>
      {check.isError && <ProblemNotice problem={problemFrom(check.error)} onRetry={() => check.mutate()} announce />}
    </>
  );
};
