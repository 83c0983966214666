import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { paths } from "#lib/paths.ts";
import { isOrphan } from "#lib/resources/disk/query.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

/** The machines that have a disk: none, one, or dangerously several. */
export const UsedBy = ({ tenant, disk }: { tenant: string; disk: DiskRow }) => {
  const t = useTranslations("disks.usedBy");
  const { usedBy } = disk;
  if (usedBy.length === 0) return isOrphan(disk) ? <Badge tone="attention">{t("nobody")}</Badge> : null;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {usedBy.map((vm) => (
        <Link key={vm} href={paths.vm(tenant, vm)} className="min-w-0 break-words text-accent hover:underline">
          {shownNameOfVm(vm)}
        </Link>
      ))}
      {usedBy.length > 1 && <Badge tone="failed">{t("several", { count: usedBy.length })}</Badge>}
    </span>
  );
};
