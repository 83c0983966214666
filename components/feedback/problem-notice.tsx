"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Denied, Problem, ProblemCode } from "#lib/api/problem.ts";
import { PlatformWords } from "./platform-words.tsx";
import { SignInAgain } from "./sign-in-again.tsx";

type ProblemNoticeProps = {
  problem: Problem;
  /** What could not be done, in the words of the page; the problem's own title otherwise. */
  title?: ReactNode;
  onRetry?: () => void;
  /** Instead of retry: the one thing to do here. */
  action?: ReactNode;
  /** Read out when it appears: for what failed after a click. */
  announce?: boolean;
  className?: string;
};

const mild: readonly ProblemCode[] = ["forbidden", "busy", "not-running", "in-use", "signed-out", "session-ended"];

/** A problem in words: what is true, what follows, the one thing to do; then the cluster's own text and the reference. */
export const ProblemNotice = ({ problem, title, onRetry, action, announce, className }: ProblemNoticeProps) => {
  const t = useTranslations("problems");
  const heading = t(`${problem.code}.title`);
  const wayOut = t(`${problem.code}.action`);
  const needsSignIn = problem.code === "signed-out" || problem.code === "session-ended";
  const way = needsSignIn ? (
    <SignInAgain>{wayOut}</SignInAgain>
  ) : (
    (action ??
    (onRetry && (
      <Button size="small" onClick={problem.code === "stale-page" ? () => location.reload() : onRetry}>
        {wayOut}
      </Button>
    )))
  );
  return (
    <Notice
      tone={mild.includes(problem.code) ? "attention" : "failed"}
      title={title ?? heading}
      announce={announce}
      action={way}
      className={className}
    >
      <p>
        {title && <>{heading}. </>}
        {problem.denied ? denied(problem.denied) : t(`${problem.code}.body`)}
        {problem.retryAfterSeconds !== undefined && ` ${t("retryAfter", { seconds: problem.retryAfterSeconds })}`}
      </p>
      {problem.detail && (
        <p className="mt-2 break-words">
          {t("said")}: <PlatformWords>{problem.detail}</PlatformWords>
        </p>
      )}
      {(problem.about || problem.requestId) && (
        <p className="mt-2 text-xs">
          {[
            problem.about && t("about", { about: problem.about }),
            problem.requestId && t("reference", { id: problem.requestId }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </Notice>
  );

  function denied({ verb, resource, tenant, role }: Denied): string {
    const what = tenant ? t("denied.what", { verb, resource, tenant }) : t("denied.whatCluster", { verb, resource });
    const who = role ? t("denied.role", { role }) : t(role === null ? "denied.operator" : "denied.unknown");
    return `${what} ${who}`;
  }
};
