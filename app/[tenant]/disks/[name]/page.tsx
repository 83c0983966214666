import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DiskPage } from "#components/disks/disk-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { requireSession, vmAccess } from "../../../session.ts";

type Props = { params: Promise<{ tenant: string; name: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { tenant, name } = await params;
  return { title: `${name} · ${tenantOf(tenant).name}` };
};

export default async function TenantDiskPage({ params }: Props) {
  const { tenant, name } = await params;
  const reads = await requireSession(paths.disk(tenant, name));
  const [disk, access, t] = await Promise.all([reads.disk(tenant, name), vmAccess(tenant), getTranslations("disks")]);
  return (
    <Page
      crumbs={[
        { label: tenantOf(tenant).name, href: paths.overview(tenant) },
        { label: t("title"), href: paths.disks(tenant) },
        { label: name },
      ]}
    >
      <Messages areas={["disks", "vm.events", "create.plan", "run", "problems"]}>
        <Queries>
          <DiskPage tenant={tenant} name={name} first={disk} access={access.vms} />
        </Queries>
      </Messages>
    </Page>
  );
}
