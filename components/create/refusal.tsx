"use client";
import { useTranslations } from "next-intl";
import { SignInAgain } from "#components/feedback/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { Problem } from "#lib/api/problem.ts";

const worded = [
  "quota-exceeded",
  "conflict",
  "invalid",
  "forbidden",
  "unavailable",
  "store-unavailable",
  "timeout",
  "interrupted",
  "session-ended",
  "too-many-requests",
] as const;

const retryable: readonly string[] = ["unavailable", "store-unavailable", "too-many-requests", "other"];

const detailLimit = 600;

type RefusalProps = {
  name: string;
  problem: Problem;
  /** Instead of "was not created", where part of it was. */
  title?: string;
  onRetry?: () => void;
};

/** Why the server did not create it and what to do; what was typed stays, so signing in again happens in another window. */
export const Refusal = ({ name, problem, title, onRetry }: RefusalProps) => {
  const t = useTranslations("create.refused");
  const kept = useTranslations("create.wrong");
  const said = useTranslations("problems");
  const code = problem.code === "signed-out" ? "session-ended" : problem.code;
  const known = worded.find((each) => each === code) ?? "other";
  const canRetry = retryable.some((each) => each === known);
  const action =
    known === "session-ended" ? (
      <SignInAgain>{t("signIn")}</SignInAgain>
    ) : (
      canRetry &&
      onRetry && (
        <Button size="small" onClick={onRetry}>
          {t("again")}
        </Button>
      )
    );
  return (
    <Notice
      tone={known === "session-ended" || known === "forbidden" ? "attention" : "failed"}
      title={title ?? t("title", { name })}
      action={action}
      announce
    >
      <p>
        {t(known)} {!title && kept("kept")}
      </p>
      {problem.detail && (
        <p className="mt-2 break-words">
          {said("said")}: <Mono>{problem.detail.slice(0, detailLimit)}</Mono>
        </p>
      )}
      {problem.requestId && <p className="mt-2 text-xs">{said("reference", { id: problem.requestId })}</p>}
    </Notice>
  );
};
