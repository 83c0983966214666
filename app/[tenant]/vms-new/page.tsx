import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CreateForbidden } from "#components/create/create-forbidden.tsx";
import { CreatePage } from "#components/create/create-page.tsx";
import { wantedLike } from "#components/create/pattern.ts";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import { requireSession, tenantAccess } from "../../session.ts";

type NewVmPageProps = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ image?: string | string[]; like?: string | string[] }>;
};

export const generateMetadata = async ({ params }: Pick<NewVmPageProps, "params">): Promise<Metadata> => {
  const { tenant } = await params;
  const t = await getTranslations("create");
  return { title: `${t("title")} · ${tenantOf(tenant).name}` };
};

const firstOf = (values: string | string[] | undefined): string | undefined => [values].flat()[0]?.slice(0, 253);

export default async function NewVmPage({ params, searchParams }: NewVmPageProps) {
  const { tenant } = await params;
  const { image, like } = await searchParams;
  const wantedImage = firstOf(image);
  const likeName = firstOf(like);
  const reads = await requireSession(likeName ? paths.vmLike(tenant, likeName) : paths.vmNew(tenant, wantedImage));
  const [access, t, shell] = await Promise.all([
    tenantAccess(tenant),
    getTranslations("create"),
    getTranslations("shell"),
  ]);
  const list = paths.vms(tenant);
  return (
    <Page
      crumbs={[
        { label: tenantOf(tenant).name, href: list },
        { label: shell("vms"), href: list },
        { label: t("title") },
      ]}
    >
      <Messages areas={["create", "installers", "like.field", "like.left", "keys", "practice", "price", "problems"]}>
        {await content()}
      </Messages>
    </Page>
  );

  async function content() {
    if (access?.state === "failed")
      return <RefreshNotice problem={access.problem} title={t("unread.access")} className="m-6" />;
    if (access && !createPermit(access.data.vms).allowed)
      return <CreateForbidden tenant={tenant} level={access.data.level} />;
    const [catalogue, quota, likeRead] = await Promise.all([
      reads.catalogue(tenant),
      reads.quota(tenant),
      likeName ? reads.like(tenant, likeName) : null,
    ]);
    const limits = quota.state === "ready" ? quota.data : null;
    const like =
      likeName && likeRead && catalogue.state === "ready"
        ? wantedLike(likeName, likeRead, catalogue.data, limits)
        : null;
    return (
      <Queries>
        <CreatePage
          key={likeName}
          tenant={tenant}
          wantedImage={wantedImage}
          like={like}
          catalogue={catalogue}
          quota={quota}
        />
      </Queries>
    );
  }
}
