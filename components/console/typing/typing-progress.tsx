import { useTranslations } from "next-intl";
import { Progress } from "#components/ui/progress.tsx";
import type { TypistState } from "#lib/console/typist.ts";

/** How far it is, and how it ended. */
export const TypingProgress = ({ typing }: { typing: TypistState }) => {
  const t = useTranslations("typing");
  return (
    <>
      {typing.phase === "typing" && <Progress label={t("progress")} percent={(typing.done / typing.total) * 100} />}
      <p role="status" className="mb-2 text-ink-2 text-xs empty:hidden">
        {typing.phase === "done" && t("done", { count: typing.total })}
        {typing.phase === "stopped" && t(`stopped.${typing.reason}`, { done: typing.done, total: typing.total })}
      </p>
      {typing.phase === "typing" && (
        <p className="mb-2 text-ink-2 text-xs">{t("howFar", { done: typing.done, total: typing.total })}</p>
      )}
    </>
  );
};
