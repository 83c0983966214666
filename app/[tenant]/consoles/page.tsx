import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SideBySide } from "#components/console/side-by-side/side-by-side.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { chosenConsoles } from "#lib/console/broadcast/chosen.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { consoleMessages, readForConsole } from "../../console-page.ts";
import { requireSession, vmAccess } from "../../session.ts";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ vm?: string | string[] }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("consoles"))("title")} · ${tenantOf(tenant).name}` };
};

/** The serial consoles of several machines of a tenant. */
export default async function ConsolesPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const chosen = chosenConsoles((await searchParams).vm);
  const reads = await requireSession(paths.consoles(tenant, chosen));
  const [access, t, ...machines] = await Promise.all([
    vmAccess(tenant),
    getTranslations("consoles"),
    ...chosen.map(async (name) => ({ name, first: (await readForConsole(reads, tenant, name)).first })),
  ]);
  return (
    <Page fixed crumbs={[{ label: tenantOf(tenant).name, href: paths.overview(tenant) }, { label: t("title") }]}>
      <Messages areas={[...consoleMessages, "consoles"]}>
        <Queries>
          <SideBySide
            tenant={tenant}
            machines={machines}
            access={access.vms}
            viewOnly={reads.isSupport}
            named={access.named}
          />
        </Queries>
      </Messages>
    </Page>
  );
}
