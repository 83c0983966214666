"use client";
import { useTranslations } from "next-intl";
import { useAge, useNowWord } from "#components/ui/relative-time.tsx";
import { StateDot } from "#components/ui/state-dot.tsx";
import { useTick } from "#components/ui/use-tick.ts";
import { useConnection, useLiveList } from "./live.tsx";

const dots = {
  connecting: { shape: "half", tone: "working" },
  live: { shape: "full", tone: "running" },
  polling: { shape: "half", tone: "attention" },
  stale: { shape: "diamond", tone: "attention" },
  ended: { shape: "ring", tone: "off" },
} as const;

/** How current the page is; `compact` keeps the words for screen readers only. */
export const LiveBadge = ({ compact = false }: { compact?: boolean }) => {
  const t = useTranslations("shell.live");
  const { state } = useConnection();
  return (
    <p className="flex items-center gap-2 text-ink-2 text-sm" title={compact ? t(state) : undefined}>
      <StateDot {...dots[state]} />
      <span className={compact ? "sr-only" : "flex-1"}>{t(state)}</span>
      {!compact && <Age />}
    </p>
  );
};

/** When the list last changed while live; since when it is no longer current otherwise. */
const Age = () => {
  const t = useTranslations("shell.live");
  const age = useAge();
  const nowWord = useNowWord();
  const now = useTick();
  const { state, since } = useConnection();
  const changedAt = useLiveList()?.asOf;
  const isCurrent = state === "live" || state === "polling";
  const at = isCurrent ? changedAt : state === "connecting" ? undefined : since;
  if (!at) return null;
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000);
  return (
    <span className="text-ink-3 text-xs" title={isCurrent ? t("lastChange") : undefined}>
      {nowWord(seconds) ?? t("ago", { age: age(seconds) })}
    </span>
  );
};
