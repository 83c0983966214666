"use client";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Command } from "#components/ui/command.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { kubectlGet } from "#lib/manifest/related.ts";
import type { ObjectView } from "#lib/manifest/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import type { Opened } from "./use-opened.ts";
import { YamlText } from "./yaml-text.tsx";

/** An object's text, what of it is covered, what nobody reads folded away, and the command that gets it. */
export const ObjectBody = ({ opened }: { opened: Opened<ObjectView> }) => {
  const t = useTranslations("manifest");
  const { tenant } = useFramedVm();
  const { view, problem, open } = opened;
  return (
    <>
      {problem && (
        <div className="p-4 pb-0">
          <ProblemNotice problem={problem} title={t("openFailed")} onRetry={open} announce />
        </div>
      )}
      <p role="status" className="px-4 pt-3 text-ink-2 text-xs empty:hidden">
        {view.isOpen ? t("isOpen") : view.isCovered && t("isCovered")}
      </p>
      <YamlText label={t("yamlOf", { ...view.ref })} text={view.text} />
      <div className="space-y-3 border-line border-t p-4">
        {view.managed !== null && (
          <Fold title={t("managed")} note={t("managedNote")}>
            <YamlText label={t("managed")} text={view.managed} />
          </Fold>
        )}
        <div>
          <p className="mb-1.5 text-ink-2 text-xs">{t("kubectl")}</p>
          <Command text={kubectlGet(tenant, view.ref)} what={t("kubectlWhat")} />
        </div>
      </div>
    </>
  );
};
