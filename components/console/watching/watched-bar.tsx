import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Watcher } from "#lib/console/watching/notices.ts";

/** Says to whoever is on a console who sees it now; there is no watching without it. Read out as it changes. */
export const WatchedBar = ({ watchers }: { watchers: readonly Watcher[] }) => {
  const t = useTranslations("watching");
  const names = watchers.map(({ name, support }) => (support ? t("chip.support", { person: name }) : name));
  return (
    <div role="status" aria-label={t("chip.label")}>
      {names.length > 0 && (
        <p className="flex items-center gap-1.5 border-line border-b bg-accent-soft px-4 py-1.5 font-medium text-accent text-sm">
          <Eye aria-hidden="true" className="size-4 shrink-0" />
          {t("chip.watching", { count: names.length, names: names.join(", ") })}
        </p>
      )}
    </div>
  );
};
