import { Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

/** On machines that no VMInstance made: power and consoles work, nothing else is ours. */
export const OutsideBadge = () => {
  const t = useTranslations("vms.outside");
  return (
    <Badge title={t("why")} icon={<Unplug aria-hidden="true" className="size-3 shrink-0" />}>
      {t("badge")}
    </Badge>
  );
};
