import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { figuresOf } from "#components/overview/figures.ts";
import { OverviewPage } from "#components/overview/overview-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { NewMachine } from "#components/vms/new-machine.tsx";
import { paths } from "#lib/paths.ts";
import { headOf } from "#lib/resources/activity/view.ts";
import { lineage, tenantOf } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import { requireSession, vmAccess } from "../session.ts";

type TenantPageProps = { params: Promise<{ tenant: string }> };

const recentEntries = 10;

export const generateMetadata = async ({ params }: TenantPageProps): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("overview"))("title")} · ${tenantOf(tenant).name}` };
};

export default async function TenantPage({ params }: TenantPageProps) {
  const { tenant } = await params;
  const reads = await requireSession(paths.overview(tenant));
  const [list, quota, activity, access, t] = await Promise.all([
    reads.vms(tenant),
    reads.quota(tenant),
    reads.activity(tenant),
    vmAccess(tenant),
    getTranslations("overview"),
  ]);
  const mayCreate = createPermit(access.vms).allowed;
  const view = tenantOf(tenant);
  return (
    <Messages areas={["overview", "activity", "vms", "states", "actions", "problems"]}>
      <Page
        crumbs={[{ label: view.name, href: paths.overview(tenant) }, { label: t("title") }]}
        actions={<NewMachine tenant={tenant} mayCreate={mayCreate} />}
      >
        <Queries>
          <header className="px-6 pt-5 pb-4 max-md:px-4 max-md:pt-3">
            <h1 className="break-words font-semibold text-title">{view.name}</h1>
            <p className="text-ink-3 text-xs">{lineage(view).join(" / ")}</p>
          </header>
          <OverviewPage
            tenant={tenant}
            first={
              list.state === "ready"
                ? { state: "ready", data: { figures: figuresOf(list.data.rows), missing: list.data.missing } }
                : list
            }
            quota={quota}
            activity={
              activity.state === "ready" ? { ...activity, data: headOf(activity.data, recentEntries) } : activity
            }
            mayCreate={mayCreate}
          />
        </Queries>
      </Page>
    </Messages>
  );
}
