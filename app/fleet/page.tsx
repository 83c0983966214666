import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FleetList } from "#components/fleet/fleet-list.tsx";
import { ClusterDown } from "#components/shell/cluster-down.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { NoTenant } from "#components/shell/no-tenant.tsx";
import { Page } from "#components/shell/page.tsx";
import { paths } from "#lib/paths.ts";
import { inFleetOrder, plainFleet, readFleetQuery, writeFleetQuery } from "#lib/resources/fleet/fleet.ts";
import { requireSession, tenants } from "../session.ts";

type FleetPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations("fleet"))("title") });

/** The machines of every tenant that somebody may see, for those who look after many. */
export default async function FleetPage({ searchParams }: FleetPageProps) {
  const search = await searchParams;
  const query = readFleetQuery((name) => [search[name]].flat()[0]);
  const reads = await requireSession(`${paths.fleet()}${writeFleetQuery(query)}`);
  const known = await tenants();
  if (known?.state !== "ready")
    return <ClusterDown problem={known?.problem ?? { type: "about:blank", status: 503, code: "unavailable" }} />;
  if (known.data.length === 0) return <NoTenant person={reads.person} csrfToken={reads.csrfToken} />;
  const inOrder = inFleetOrder(known.data.map(({ namespace }) => namespace));
  // In another order, the first rows are known when all tenants are.
  const isPlain = query.sort === plainFleet.sort && !query.descending;
  const [first, t] = await Promise.all([isPlain ? reads.fleetHead(inOrder) : [], getTranslations("fleet")]);
  return (
    <Messages areas={["fleet", "states", "vms.exposure"]}>
      <Page crumbs={[{ label: t("title") }]} fixed>
        <FleetList tenants={inOrder} first={first} firstQuery={query} />
      </Page>
    </Messages>
  );
}
