import { Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

/** On machines that no VMInstance made: power and consoles work, nothing else is ours. `short`: its words for screen readers and on hover. */
export const OutsideBadge = ({ short = false }: { short?: boolean }) => {
  const t = useTranslations("vms.outside");
  const icon = <Unplug aria-hidden="true" className="size-3 shrink-0" />;
  if (!short) {
    return (
      <Badge title={t("why")} icon={icon}>
        {t("badge")}
      </Badge>
    );
  }
  return (
    <span
      title={`${t("badge")}: ${t("why")}`}
      className="inline-flex size-[22px] shrink-0 items-center justify-center rounded-full border border-line text-ink-2"
    >
      {icon}
      <span className="sr-only">{t("badge")}</span>
    </span>
  );
};
