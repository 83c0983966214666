"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { SettingsView } from "#lib/edit/settings.ts";
import type { SettingsReading } from "./use-settings.ts";

type SettingsFrameProps = { reading: SettingsReading; children: (view: SettingsView) => ReactNode };

/** Around what shows or changes settings: reading them, why they cannot be read, and why nothing can be changed. */
export const SettingsFrame = ({ reading: { view, problem, refusal, retry }, children }: SettingsFrameProps) => {
  const t = useTranslations("edit");
  return (
    <div className="space-y-4">
      {problem && <ProblemNotice problem={problem} title={t("unread")} onRetry={retry} announce />}
      {refusal && (
        <Notice tone="info" title={t("refusalTitle")}>
          {t(`refusal.${refusal}`)}
        </Notice>
      )}
      {view ? children(view) : !problem && <p role="status">{t("reading")}</p>}
    </div>
  );
};
