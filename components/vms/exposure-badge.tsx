import { Globe, Lock, Shield } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Exposure } from "#lib/resources/vm/view.ts";

const iconClass = "size-3 shrink-0";

/** What of a machine the internet can reach. */
export const ExposureBadge = ({ exposure }: { exposure: Exposure }) => {
  const t = useTranslations("vms.exposure");
  switch (exposure.kind) {
    case "private":
      return <Badge icon={<Lock aria-hidden="true" className={iconClass} />}>{t("private")}</Badge>;
    case "whole":
      return (
        <Badge tone="attention" title={t("wholeWhy")} icon={<Globe aria-hidden="true" className={iconClass} />}>
          {t("whole")}
        </Badge>
      );
    case "ports": {
      const ports = exposure.ports.join(", ");
      return (
        <Badge
          title={ports ? t("ports", { ports }) : undefined}
          icon={<Shield aria-hidden="true" className={iconClass} />}
        >
          {ports || t("none")}
        </Badge>
      );
    }
  }
};
