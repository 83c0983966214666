"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SignInAgain } from "#components/feedback/sign-in-again.tsx";
import { Button } from "#components/ui/button.tsx";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { useTick } from "#components/ui/use-tick.ts";
import { useConnection } from "./live.tsx";

const dayMs = 24 * 3600 * 1000;

/** What the slim line over the page says when what it shows may be out of date, or will never be updated again. */
export const LiveLine = () => {
  const t = useTranslations("shell.banner");
  const connection = useConnection();
  const isToday = useTick() - Date.parse(connection.since) < dayMs;
  const exact = useExactTime(isToday ? "clock" : "full");
  const line = ((): { title: string; body: string; action?: ReactNode } | null => {
    switch (connection.state) {
      case "connecting":
      case "live":
        return null;
      case "polling":
        return { title: t("polling.title"), body: t("polling.body") };
      case "stale":
        return {
          title: t(`${connection.where ?? "server"}.title`, { time: exact(connection.since) }),
          body: t("stale"),
        };
      case "ended":
        if (connection.code === "forbidden") return { title: t("forbidden.title"), body: t("forbidden.body") };
        if (connection.code === "outdated")
          return {
            title: t("outdated.title"),
            body: t("outdated.body"),
            action: (
              <Button size="small" onClick={() => location.reload()}>
                {t("outdated.action")}
              </Button>
            ),
          };
        return {
          title: t("ended.title"),
          body: t("ended.body"),
          action: <SignInAgain>{t("ended.action")}</SignInAgain>,
        };
    }
  })();
  return (
    line && (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-attention/40 border-b bg-attention-soft px-6 py-2 text-sm max-md:px-4">
        <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-attention" />
        <p className="min-w-0 flex-1 basis-60">
          <span className="font-semibold">{line.title}</span> <span className="text-ink-2">{line.body}</span>
        </p>
        {line.action}
      </div>
    )
  );
};
