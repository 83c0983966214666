import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImagesPage } from "#components/images/images-page.tsx";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { paths } from "#lib/paths.ts";
import { readOffersQuery, writeOffersQuery } from "#lib/resources/image/offers.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import { requireSession, tenantAccess } from "../../session.ts";

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { tenant } = await params;
  return { title: `${(await getTranslations("images"))("title")} · ${tenantOf(tenant).name}` };
};

export default async function TenantImagesPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const search = await searchParams;
  const query = readOffersQuery((name) => [search[name]].flat()[0]);
  const reads = await requireSession(`${paths.images(tenant)}${writeOffersQuery(query)}`);
  const [offers, access, t] = await Promise.all([
    reads.offers(tenant),
    tenantAccess(tenant),
    getTranslations("images"),
  ]);
  const { name } = tenantOf(tenant);
  return (
    <Page crumbs={[{ label: name, href: paths.overview(tenant) }, { label: t("title") }]}>
      <Messages areas={["images", "create.size", "create.typicalFor", "problems"]}>
        <Queries>
          <div className="max-w-[1280px] space-y-4 px-6 py-5 max-md:px-4 max-md:py-3">
            <h1 className="font-semibold text-title">{t("heading", { tenant: name })}</h1>
            <ImagesPage
              tenant={tenant}
              first={offers}
              firstQuery={query}
              // Where rights could not be asked the create page says what is refused.
              mayCreate={access?.state !== "ready" || createPermit(access.data.vms).allowed}
              today={new Date().toISOString().slice(0, 10)}
            />
          </div>
        </Queries>
      </Messages>
    </Page>
  );
}
