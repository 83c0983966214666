import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActivityPage } from "#components/activity/activity-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { readActivityQuery, writeActivityQuery } from "#lib/resources/activity/query.ts";
import { headOf } from "#lib/resources/activity/view.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { requireSession } from "../../session.ts";

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Entries that ride in the HTML: what a large screen shows and a little to scroll. */
const headEntries = 60;

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("activity"))("title")} · ${tenantOf(tenant).name}` };
};

export default async function TenantActivityPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const search = await searchParams;
  const query = readActivityQuery((name) => [search[name]].flat()[0]);
  const reads = await requireSession(`${paths.activity(tenant)}${writeActivityQuery(query)}`);
  const [read, t] = await Promise.all([reads.activity(tenant), getTranslations("activity")]);
  // Another question than "everything" is answered from all of it.
  const isPlain = writeActivityQuery(query) === "";
  const first = read.state === "ready" && isPlain ? { ...read, data: headOf(read.data, headEntries) } : read;
  const { name } = tenantOf(tenant);
  return (
    <Page crumbs={[{ label: name, href: paths.overview(tenant) }, { label: t("title") }]}>
      <Messages areas={["activity", "problems"]}>
        <Queries>
          <h1 className="px-6 pt-5 font-semibold text-title max-md:px-4 max-md:pt-3">
            {t("heading", { tenant: name })}
          </h1>
          <div className="px-6 pb-6 max-md:px-4">
            <ActivityPage tenant={tenant} first={first} firstQuery={query} />
          </div>
        </Queries>
      </Messages>
    </Page>
  );
}
