import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Messages } from "#components/shell/messages.tsx";
import { Page } from "#components/shell/page.tsx";
import { Queries } from "#components/shell/queries.tsx";
import { VmFrame } from "#components/vm/vm-frame.tsx";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { session, vmAccess } from "../../../session.ts";

type VmLayoutProps = { params: Promise<{ tenant: string; name: string }>; children: ReactNode };

export const generateMetadata = async ({ params }: VmLayoutProps): Promise<Metadata> => {
  const { tenant, name } = await params;
  return { title: `${name} · ${tenantOf(tenant).name}` };
};

export default async function VmLayout({ params, children }: VmLayoutProps) {
  const { tenant, name } = await params;
  const reads = await session();
  // The page knows its own address, so it is the page that sends one to sign in and back.
  if (!reads) return children;
  const [vm, access, t] = await Promise.all([reads.vm(tenant, name), vmAccess(tenant), getTranslations("shell")]);
  const list = paths.vms(tenant);
  return (
    <Page
      crumbs={[
        { label: tenantOf(tenant).name, href: paths.overview(tenant) },
        { label: t("vms"), href: list },
        { label: name },
      ]}
    >
      <Messages areas={["vm", "vms", "states", "actions", "problems"]}>
        <Queries>
          <VmFrame tenant={tenant} name={name} first={vm} access={accessTo(access, name)}>
            {children}
          </VmFrame>
        </Queries>
      </Messages>
    </Page>
  );
}
