"use client";
import { Timer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import type { SerialHandle, VncHandle } from "./consoles.ts";

const none = () => null;

/** Says in time that a limit of the operator's closes this console, with what helps against it. */
export const LimitNotice = ({ handle }: { handle: VncHandle | SerialHandle }) => {
  const t = useTranslations("console.limits");
  const warning = useSyncExternalStore(handle.subscribe, handle.getWarning, none);
  if (!warning) return null;
  const { limit, endsAtMs } = warning;
  return (
    <div
      role="alert"
      className="absolute inset-x-3 top-3 z-10 mx-auto flex max-w-xl flex-wrap items-center gap-3 rounded-card border border-attention/40 bg-attention-soft px-4 py-3 text-ink text-sm shadow-float"
    >
      <Timer aria-hidden="true" className="size-4 shrink-0 text-attention" />
      <p className="min-w-0 flex-1">
        <span className="font-semibold">
          {t("title")} <Seconds untilMs={endsAtMs} />
        </span>{" "}
        <span className="text-ink-2">{t(limit)}</span>
      </p>
      {limit === "idle" ? (
        <Button size="small" kind="primary" onClick={() => handle.stay()}>
          {t("stay")}
        </Button>
      ) : (
        // The place is one's own, so there is nobody to ask for it.
        <Button size="small" kind="primary" onClick={() => handle.connect({ takeOver: true })}>
          {t("reopen")}
        </Button>
      )}
    </div>
  );
};

/** For the eye alone: read out every second it would be noise. */
const Seconds = ({ untilMs }: { untilMs: number }) => {
  const t = useTranslations("console.limits");
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">{t("seconds", { seconds: Math.max(0, Math.ceil((untilMs - nowMs) / 1000)) })}</span>;
};
