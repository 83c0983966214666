import { Globe, Lock, Shield, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { VmRow } from "#lib/resources/vm/view.ts";

const iconClass = "size-3 shrink-0";

/** What of a machine the internet can reach. A shield stands only where the list of ports is known to filter. */
export const ExposureBadge = ({ vm: { exposure, filtersPorts } }: { vm: Pick<VmRow, "exposure" | "filtersPorts"> }) => {
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
      const why = ports ? t(filtersPorts ? "ports" : "unfiltered", { ports }) : undefined;
      const Icon = filtersPorts ? Shield : TriangleAlert;
      return (
        <Badge
          tone={filtersPorts ? "plain" : "attention"}
          title={why}
          icon={<Icon aria-hidden="true" className={iconClass} />}
        >
          {ports || t("none")}
          {!filtersPorts && why && <span className="sr-only">. {why}</span>}
        </Badge>
      );
    }
  }
};
