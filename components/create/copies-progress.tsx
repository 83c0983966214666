import { useTranslations } from "next-intl";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { useConnection, useTasks } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";
import type { Copies } from "./copies-run.ts";
import { CopyRow, shownOf } from "./copy-row.tsx";

type CopiesProgressProps = {
  tenant: string;
  copies: Copies;
  /** To the form; what was refused or never asked for is given up. */
  onBack: () => void;
};

/** Several machines while they are asked for and made, each with its own end and its own way on. */
export const CopiesProgress = ({ tenant, copies, onBack }: CopiesProgressProps) => {
  const t = useTranslations("like.copies");
  const run = useTranslations("run.progress");
  const connection = useConnection();
  const tasks = useTasks();
  const { copies: all, isSending } = useSyncExternalStore(copies.subscribe, copies.getSnapshot, copies.getSnapshot);
  const heading = useRef<HTMLHeadingElement>(null);
  // The form, and with it the focus, has gone from the page.
  useEffect(() => heading.current?.focus(), []);

  const shown = all.map((copy) => shownOf(copy, tasks));
  const isUnderWay = shown.some(({ state }) => ["waiting", "asking", "running"].includes(state));
  const made = shown.filter(({ state }) => state === "done").length;
  const isStuck = shown.some(({ state }) => state === "waiting" || state === "refused");
  const isWaiting = !isSending && all.some(({ state }) => state.kind === "waiting");
  return (
    <div className="mx-auto w-full max-w-2xl space-y-4 py-6">
      <div>
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
          {isUnderWay ? t("title", { count: all.length }) : t("over", { made, count: all.length })}
        </h1>
        {isUnderWay && <p className="mt-1 text-ink-2">{t(isSending || isWaiting ? "asking" : "begun")}</p>}
        {isUnderWay && connection.state === "stale" && <p className="mt-1 text-attention">{run("silent")}</p>}
      </div>
      <Card flush>
        <ul aria-label={t("list")} className="divide-y divide-line">
          {all.map((copy, index) => (
            <CopyRow
              key={copy.input.name}
              tenant={tenant}
              copy={copy}
              shown={shown[index] ?? shownOf(copy, tasks)}
              copies={copies}
            />
          ))}
        </ul>
      </Card>
      <div className="flex flex-wrap gap-2">
        {isWaiting && (
          <Button kind="primary" onClick={() => void copies.begin()}>
            {t("goOn")}
          </Button>
        )}
        <LinkButton href={paths.vms(tenant)} kind={isUnderWay ? "secondary" : "primary"}>
          {t("toList")}
        </LinkButton>
        {!isSending && isStuck && <Button onClick={onBack}>{t("back")}</Button>}
      </div>
    </div>
  );
};
