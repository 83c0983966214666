import { useTranslations } from "next-intl";
import { Link } from "#components/ui/link.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { paths } from "#lib/paths.ts";
import { type FleetTenant, type TenantState, tenantStateOf } from "#lib/resources/fleet/fleet.ts";
import { lineage, tenantOf } from "#lib/resources/tenant/view.ts";

/** How far the tenants have been read: in a place of its own, so that nothing moves when all are. */
export const FleetReading = ({ tenants }: { tenants: readonly FleetTenant[] }) => {
  const t = useTranslations("fleet.tenants");
  const { number } = useAmounts();
  const done = tenants.filter((one) => tenantStateOf(one) !== "reading").length;
  if (done === tenants.length) return null;
  return (
    <div className="flex min-w-0 items-center gap-3 max-md:absolute max-md:inset-x-4 max-md:bottom-0.5">
      <p role="status" className="truncate text-ink-2 text-xs max-md:sr-only">
        {t("readingSome", { done: number(done), total: number(tenants.length) })}
      </p>
      <div className="w-40 max-md:w-full">
        <Progress label={t("progress")} percent={(100 * done) / tenants.length} />
      </div>
    </div>
  );
};

/** Which tenants could not be read, or not in whole. */
export const FleetTenants = ({ tenants }: { tenants: readonly FleetTenant[] }) => {
  const t = useTranslations("fleet.tenants");
  const byState = Map.groupBy(tenants, tenantStateOf);
  const troubled = troubles.filter((state) => byState.has(state));
  return (
    <div className="flex flex-col gap-2 px-6 pb-3 text-sm empty:hidden max-md:px-4">
      {troubled.map((state) => (
        <details key={state} className="rounded-control border border-line bg-surface px-3 py-2">
          <summary className="cursor-pointer max-md:py-2">
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
