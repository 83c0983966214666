import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { percentOfRun, type TenantRun } from "#lib/resources/vm/bulk-runs.ts";
import { BulkLines, RunIcon } from "./bulk-lines.tsx";
import { useTally } from "./use-tally.ts";

type TrayRunProps = TenantRun & { isHere: boolean; onDismiss: () => void };

/** A bulk action in the tray: how far it is and what became of each machine; the list offers what comes next. */
export const TrayRun = ({ tenant, run, isHere, onDismiss }: TrayRunProps) => {
  const t = useTranslations("list.bulk");
  const tray = useTranslations("tools.tray");
  const tally = useTally();
  const title = t(`${run.isOver ? "over" : "progress"}.${run.action}`);
  return (
    <li className="flex items-start gap-2.5 px-3 py-2.5 text-sm">
      <span className="mt-0.5">
        <RunIcon run={run} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">
          {title} <span className="font-normal text-ink-2">{tally(run)}</span>
        </p>
        {!isHere && (
          <p className="mt-0.5 break-words text-ink-2 text-xs">{tray("tenant", { tenant: tenantOf(tenant).name })}</p>
        )}
        {!run.isOver && (
          <div className="mt-1.5">
            <Progress label={title} percent={percentOfRun(run)} tone="working" />
          </div>
        )}
        <BulkLines run={run} />
        <Link href={paths.vms(tenant)} className="mt-1 inline-block text-accent text-xs hover:underline">
          {tray("list")}
        </Link>
      </div>
      {run.isOver && (
        <IconButton
          label={tray("dismiss", { name: title })}
          icon={<X aria-hidden="true" className="size-4" />}
          onClick={onDismiss}
        />
      )}
    </li>
  );
};
