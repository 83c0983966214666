import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewDiskPage } from "#components/disks/new-disk-page.tsx";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { requireSession, tenantAccess } from "../../session.ts";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ copy?: string | string[] }> };

export const generateMetadata = async ({ params }: Pick<Props, "params">): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("disks"))("new.title")} · ${tenantOf(tenant).name}` };
};

export default async function TenantNewDiskPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const copyOf = [(await searchParams).copy].flat()[0]?.slice(0, 253);
  const reads = await requireSession(paths.diskNew(tenant, copyOf));
  const [access, t] = await Promise.all([tenantAccess(tenant), getTranslations("disks")]);
  return (
    <Page
      crumbs={[
        { label: tenantOf(tenant).name, href: paths.overview(tenant) },
        { label: t("title"), href: paths.disks(tenant) },
        { label: t("new.title") },
      ]}
    >
      <Messages areas={["disks", "create", "problems"]}>{await content()}</Messages>
    </Page>
  );

  async function content() {
    if (access?.state === "failed")
      return <RefreshNotice problem={access.problem} title={t("new.unread")} className="m-6" />;
    const mayCreate = access?.data.vms.createDisk ?? true;
    const [catalogue, quota] = mayCreate
      ? await Promise.all([reads.catalogue(tenant), reads.quota(tenant)])
      : [null, null];
    return (
      <Queries>
        <NewDiskPage tenant={tenant} catalogue={catalogue} quota={quota} copyOf={copyOf} />
      </Queries>
    );
  }
}
