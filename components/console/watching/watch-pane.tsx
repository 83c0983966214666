"use client";
import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { browserTransport } from "../browser-transport.ts";
import { Panel } from "../panel.tsx";
import { WatchHandle } from "./watch-handle.ts";

type WatchPaneProps = {
  kind: ConsoleKind;
  tenant: string;
  name: string;
  onStop: () => void;
  onConnect: () => void;
};

/** Somebody else's console as their page shows it. Nothing that is typed here goes anywhere. */
export const WatchPane = ({ kind, tenant, name, onStop, onConnect }: WatchPaneProps) => {
  const t = useTranslations("watching");
  const [handle] = useState(
    () => new WatchHandle(kind, browserTransport({ tenant, name, kind }), t("pane.region", { name })),
  );
  const state = useSyncExternalStore(handle.subscribe, handle.getState, handle.getState);
  const stop = useRef<HTMLButtonElement>(null);
  useEffect(() => stop.current?.focus(), []);

  if (state.phase === "ended")
    return (
      <Panel
        title={t(`over.${state.reason}.title`)}
        body={t(`over.${state.reason}.body`, { person: state.holder ?? "–" })}
        announce
      >
        <Button kind="primary" onClick={onConnect}>
          {t("ways.connect")}
        </Button>
        <Button onClick={onStop}>{t("ways.back")}</Button>
      </Panel>
    );
  const pause = state.phase === "watching" ? state.pause : null;
  return (
    <div className="absolute inset-0 flex flex-col bg-page text-ink">
      <div className="flex flex-wrap items-center gap-2 border-line border-b bg-surface px-4 py-1.5 text-sm">
        <Eye aria-hidden="true" className="size-4 shrink-0 text-accent" />
        <p role="status" className="min-w-0 flex-1 text-ink-2">
          {state.phase === "watching" ? t("pane.watching", { person: state.holder }) : t("pane.asking")}
          {pause && state.phase === "watching" && <> {t(`pane.${pause}`, { person: state.holder })}</>}
        </p>
        <Button ref={stop} size="small" onClick={onStop}>
          {t("ways.stop")}
        </Button>
      </div>
      <div ref={handle.mount} className="relative min-h-0 flex-1 overflow-auto p-3" />
    </div>
  );
};
