import { useTranslations } from "next-intl";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { paths } from "#lib/paths.ts";
import { type FleetTenant, type TenantState, tenantStateOf } from "#lib/resources/fleet/fleet.ts";
import { lineage, tenantOf } from "#lib/resources/tenant/view.ts";

/** How far the tenants have been read, and which of them could not be, or not in whole. */
export const FleetTenants = ({ tenants }: { tenants: readonly FleetTenant[] }) => {
  const t = useTranslations("fleet.tenants");
  const { number } = useAmounts();
  const byState = Map.groupBy(tenants, tenantStateOf);
  const reading = byState.get("reading")?.length ?? 0;
  const done = tenants.length - reading;
  const troubled = troubles.filter((state) => byState.has(state));
  return (
    <div className="flex flex-col gap-2 px-6 pb-3 text-sm empty:hidden max-md:px-4">
      {reading > 0 && (
        <div className="max-w-[340px]">
          <p role="status" className="mb-1 text-ink-2 text-xs">
            {t("readingSome", { done: number(done), total: number(tenants.length) })}
          </p>
          <Progress label={t("progress")} percent={(100 * done) / Math.max(1, tenants.length)} />
        </div>
      )}
      {troubled.map((state) => (
        <details key={state} className="rounded-control border border-line bg-surface px-3 py-2">
          <summary className="cursor-pointer">
            {t(`${state}.title`, { count: byState.get(state)?.length ?? 0 })}
          </summary>
          <p className="mt-1 text-ink-2">{t(`${state}.body`)}</p>
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            {byState.get(state)?.map(({ tenant }) => (
              <li key={tenant}>
                <Link href={paths.vms(tenant)} className="rounded-tile text-accent hover:underline">
                  {lineage(tenantOf(tenant)).join(" / ")}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
};

const troubles = ["failed", "forbidden", "partial"] as const satisfies TenantState[];
