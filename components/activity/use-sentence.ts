import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ActivityEntry } from "#lib/resources/activity/view.ts";
import { saidBy } from "#lib/resources/event/reasons.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

/** What an entry means, as plain text; empty where only the cluster's own words say it. */
export const useSentence = () => {
  const t = useTranslations("activity");
  return useCallback(
    ({ kind, reason, isWarning, vm, name }: ActivityEntry): string => {
      const said = saidBy(kind, reason, isWarning);
      return said ? t.markup(`said.${said}`, { m: () => (vm === null ? name : shownNameOfVm(vm)) }) : "";
    },
    [t],
  );
};
