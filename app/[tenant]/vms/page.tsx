import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Messages, type Words } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { NewMachine } from "#components/vms/new-machine.tsx";
import { type FirstList, VmList } from "#components/vms/vm-list.tsx";
import type { Glance } from "#lib/api/problem.ts";
import { listCookie } from "#lib/cookie-text.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import { readLook } from "#lib/resources/vm/list-columns.ts";
import { type ListQuery, readListQuery, showList, writeListQuery } from "#lib/resources/vm/list-query.ts";
import type { VmListView } from "#lib/resources/vm/view.ts";
import { requireSession, vmAccess } from "../../session.ts";

type VmsPageProps = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const words: Words[] = ["vms", "states", "actions"];

/** Rows that ride in the HTML: what a large screen shows and a little to scroll; the stream brings the rest. */
const headRows = 40;

export const generateMetadata = async ({ params }: VmsPageProps): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("vms"))("title")} · ${tenantOf(tenant).name}` };
};

const firstOf = (reading: Glance<VmListView>, query: ListQuery): FirstList => {
  if (reading.state !== "ready") return reading;
  const shown = showList(reading.data.rows, query);
  return {
    state: "ready",
    head: { ...shown, rows: shown.rows.slice(0, headRows) },
    matching: shown.rows.length,
    missing: reading.data.missing,
  };
};

export default async function VmsPage({ params, searchParams }: VmsPageProps) {
  const { tenant } = await params;
  const search = await searchParams;
  const query = readListQuery((name) => [search[name] ?? []].flat());
  const reads = await requireSession(`${paths.vms(tenant)}${writeListQuery(query)}`);
  const [list, access, t, jar] = await Promise.all([
    reads.vms(tenant),
    vmAccess(tenant),
    getTranslations("vms"),
    cookies(),
  ]);
  const mayCreate = createPermit(access.vms).allowed;
  // What goes wrong later brings its own.
  return (
    <Messages areas={list.state === "ready" ? words : [...words, "problems"]}>
      <Page
        crumbs={[{ label: tenantOf(tenant).name, href: paths.overview(tenant) }, { label: t("title") }]}
        actions={<NewMachine tenant={tenant} mayCreate={mayCreate} />}
        fixed
      >
        <VmList
          tenant={tenant}
          first={firstOf(list, query)}
          firstQuery={query}
          firstLook={readLook(jar.get(listCookie)?.value)}
          access={access.vms}
          named={access.named}
          mayCreate={mayCreate}
        />
        <NewMachine tenant={tenant} mayCreate={mayCreate} floating />
      </Page>
    </Messages>
  );
}
