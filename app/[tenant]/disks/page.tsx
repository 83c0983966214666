import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DisksPage } from "#components/disks/disks-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { readDisksQuery, writeDisksQuery } from "#lib/resources/disk/query.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { requireSession, vmAccess } from "../../session.ts";

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("disks"))("title")} · ${tenantOf(tenant).name}` };
};

export default async function TenantDisksPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const search = await searchParams;
  const query = readDisksQuery((name) => [search[name]].flat()[0]);
  const reads = await requireSession(`${paths.disks(tenant)}${writeDisksQuery(query)}`);
  const [disks, access, t] = await Promise.all([reads.disks(tenant), vmAccess(tenant), getTranslations("disks")]);
  const { name } = tenantOf(tenant);
  return (
    <Page crumbs={[{ label: name, href: paths.overview(tenant) }, { label: t("title") }]}>
      <Messages areas={["disks", "problems"]}>
        <Queries>
          <div className="space-y-4 px-6 py-5 max-md:px-4 max-md:py-3">
            <h1 className="font-semibold text-title">{t("heading", { tenant: name })}</h1>
            <DisksPage tenant={tenant} first={disks} firstQuery={query} mayCreate={access.vms.createDisk} />
          </div>
        </Queries>
      </Messages>
    </Page>
  );
}
