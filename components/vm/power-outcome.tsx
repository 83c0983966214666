"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { PowerAnswer } from "#lib/api/requests.ts";
import type { Power, PowerProgress } from "./use-power.ts";

type PowerOutcomeProps = {
  name: string;
  runStrategy: string;
  power: Omit<Power, "progress"> & { progress?: Power["progress"] };
  /** Where it runs now. */
  node?: string | null;
  /** The platform's own words about what is wrong. */
  trouble?: string | null;
  /** Given where the machine may be forced off. */
  onForce?: (() => void) | undefined;
};

/** What became of the last power action; the region is always there, so that its words are read out when they come. */
export const PowerOutcome = ({ name, runStrategy, power, node, trouble, onForce }: PowerOutcomeProps) => {
  const t = useTranslations("vm");
  const why = useTranslations("actions.reasons");
  const problems = useTranslations("problems");
  const { done, failed, progress, run, dismiss } = power;
  const close = (
    <IconButton label={t("done.dismiss")} icon={<X aria-hidden="true" className="size-4" />} onClick={dismiss} />
  );
  return (
    <div role="status" className="empty:hidden">
      {done && <Accepted {...{ name, runStrategy, done, progress, node, trouble, onForce, close }} />}
      {failed?.problem.refusal && (
        <Notice tone="attention" title={<WithClose close={close}>{t(`failed.${failed.action}`, { name })}</WithClose>}>
          <p>{why(failed.problem.refusal)}</p>
          {failed.problem.detail && (
            <p className="mt-2 break-words">
              {problems("said")}: <PlatformWords most={300}>{failed.problem.detail}</PlatformWords>
            </p>
          )}
        </Notice>
      )}
      {failed && !failed.problem.refusal && (
        <ProblemNotice
          problem={failed.problem}
          title={t(`failed.${failed.action}`, { name })}
          onRetry={() => run(failed.action)}
        />
      )}
    </div>
  );
};

const WithClose = ({ children, close }: { children: ReactNode; close: ReactNode }) => (
  <span className="flex items-start justify-between gap-3">
    <span>{children}</span>
    {close}
  </span>
);

type AcceptedProps = Pick<PowerOutcomeProps, "name" | "runStrategy" | "node" | "trouble" | "onForce"> & {
  done: PowerAnswer;
  progress: PowerProgress | null | undefined;
  close: ReactNode;
};

const Accepted = ({ name, runStrategy, done, progress, node, trouble, onForce, close }: AcceptedProps) => {
  const t = useTranslations("vm");
  const actions = useTranslations("actions");
  const { fate } = progress?.course ?? { fate: "under-way" };
  if (fate === "stayed")
    return (
      <Notice tone="attention" title={<WithClose close={close}>{t("stayed.title", { name })}</WithClose>}>
        {t("stayed.body")}
      </Notice>
    );
  if (fate === "stuck")
    return (
      <Notice tone="attention" title={<WithClose close={close}>{t("stuck.title", { name })}</WithClose>}>
        {trouble ? (
          <p className="break-words">
            {t("stuck.body")} <PlatformWords most={300}>{trouble}</PlatformWords>
          </p>
        ) : (
          t("stuck.wordless")
        )}
      </Notice>
    );
  const isForNow = done.effect === "momentary";
  const slow = progress?.slow;
  return (
    <Notice
      tone={isForNow || slow ? "attention" : "info"}
      title={
        <WithClose close={close}>
          <span className="font-normal">{words()}</span>
        </WithClose>
      }
      action={
        slow === "shutdown" &&
        onForce && (
          <Button size="small" onClick={onForce}>
            {actions("verb.force-stop")}
          </Button>
        )
      }
    >
      {slow && t(`slow.${slow}`)}
    </Notice>
  );

  function words(): string {
    const { action, effect } = done;
    const isSwitch = action === "start" || action === "stop" || action === "force-stop";
    if (progress?.course.fate === "reached") {
      const end = t(`end.${progress.course.action}`, { name, node: node ?? t("end.otherNode") });
      return isSwitch && isForNow
        ? `${end} ${t(`forNow.${action === "start" ? "start" : "stop"}`, { strategy: runStrategy })}`
        : end;
    }
    return isSwitch ? t(`done.${action}.${effect}`, { name, strategy: runStrategy }) : t(`done.${action}`, { name });
  }
};
