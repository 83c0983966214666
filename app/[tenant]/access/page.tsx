import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskCard } from "#components/access/ask-card.tsx";
import { RightsCard } from "#components/access/rights-card.tsx";
import { ToolsCard } from "#components/access/tools-card.tsx";
import { WhoCard } from "#components/access/who-card.tsx";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { KeysCard } from "#components/keys/keys-card.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { bindCommand, groupOf } from "#lib/access/grants.ts";
import { accessLines } from "#lib/access/lines.ts";
import { askText, rights, stockRoles } from "#lib/access/rights.ts";
import { paths } from "#lib/paths.ts";
import { type PersonView, tenantOf } from "#lib/resources/tenant/view.ts";
import { knownAs, requireSession, tenantAccess } from "../../session.ts";

type AccessPageProps = { params: Promise<{ tenant: string }> };

export const generateMetadata = async ({ params }: AccessPageProps): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("access"))("title")} · ${tenantOf(tenant).name}` };
};

// All of it at once: its rights wait for the cluster anyway, and what comes later would push the rest away.
export default async function AccessPage({ params }: AccessPageProps) {
  const { tenant } = await params;
  const reads = await requireSession(paths.access(tenant));
  const t = await getTranslations("access");
  const { name } = tenantOf(tenant);
  return (
    <Page crumbs={[{ label: name, href: paths.overview(tenant) }, { label: t("title") }]}>
      <Messages areas={["access", "keys", "problems"]}>
        <div className="space-y-4 p-6 max-md:p-4">
          <h1 className="font-semibold text-title">{t("heading", { tenant: name })}</h1>
          <Who tenant={tenant} person={reads.person} />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <div className="min-w-0 space-y-4">
              <Rights tenant={tenant} />
            </div>
            <div className="min-w-0 space-y-4">
              <Ask tenant={tenant} person={reads.person} />
              <KeysCard />
            </div>
          </div>
          <ToolsCard tenant={tenant} cluster={reads.cluster} />
        </div>
      </Messages>
    </Page>
  );
}

type PartProps = { tenant: string; person: PersonView };

const Who = async ({ tenant, person }: PartProps) => {
  const [known, access] = await Promise.all([knownAs(), tenantAccess(tenant)]);
  return (
    <WhoCard
      tenant={tenant}
      person={person}
      known={known?.state === "ready" ? known.data : null}
      level={access?.state === "ready" ? access.data.level : null}
    />
  );
};

const Rights = async ({ tenant }: { tenant: string }) => {
  const [access, t] = await Promise.all([tenantAccess(tenant), getTranslations("access")]);
  if (access?.state === "failed")
    return (
      <>
        <RefreshNotice problem={access.problem} title={t("unread")} />
        <p className="max-w-[68ch] text-ink-2 text-sm">{t("unreadBody")}</p>
      </>
    );
  return access && <RightsCard access={access.data} />;
};

const Ask = async ({ tenant, person }: PartProps) => {
  const [known, access, t] = await Promise.all([knownAs(), tenantAccess(tenant), getTranslations("access")]);
  if (access?.state !== "ready") return null;
  const { name } = known?.state === "ready" ? known.data : person;
  const wanted = accessLines(access.data)
    .flatMap(({ lines }) => lines)
    .flatMap(({ right, lacks }) => {
      if (!lacks || lacks === "platform") return [];
      const { role } = lacks;
      return [
        {
          id: right,
          right: t(`right.${right}`),
          api: rights[right].asks.map(askText).join(", "),
          role,
          group: groupOf(tenant, role),
          command: bindCommand(name, tenant, role),
        },
      ];
    })
    // The next step up first: that is what people come for.
    .sort((a, b) => stockRoles.indexOf(a.role) - stockRoles.indexOf(b.role));
  return <AskCard tenant={tenant} name={name} wanted={wanted} />;
};
