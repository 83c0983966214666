import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ClusterDown, isOutage } from "#components/shell/cluster-down.tsx";
import { FreshAccess } from "#components/shell/fresh-access.tsx";
import { RememberTenant } from "#components/shell/remember-tenant.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { UnknownTenant } from "#components/shell/unknown-tenant.tsx";
import { railCookie } from "#lib/cookie-text.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { themeCookie, themeOf } from "#lib/theme.ts";
import { session, tenantAccess, tenants } from "../session.ts";

type TenantLayoutProps = { params: Promise<{ tenant: string }>; children: ReactNode };

export default async function TenantLayout({ params, children }: TenantLayoutProps) {
  const { tenant } = await params;
  if (!/^tenant-[a-z0-9-]{1,56}$/.test(tenant)) notFound();
  const reads = await session();
  // The page knows its own address, so it is the page that sends one to sign in and back.
  if (!reads) return children;
  const [known, access] = await Promise.all([tenants(), tenantAccess(tenant)]);
  if (known?.state === "ready" && !known.data.some(({ namespace }) => namespace === tenant))
    return <UnknownTenant namespace={tenant} />;
  if (known?.state === "failed" && isOutage(known.problem) && access?.state !== "ready")
    return <ClusterDown problem={known.problem} />;
  const jar = await cookies();
  return (
    <Shell
      facts={{
        tenant: tenantOf(tenant),
        tenants: known?.state === "ready" ? known.data : null,
        person: reads.person.name,
        level: access?.state === "ready" ? access.data.level : null,
        theme: themeOf(jar.get(themeCookie)?.value),
      }}
      railCollapsed={jar.get(railCookie)?.value === "collapsed"}
    >
      <RememberTenant tenant={tenant} />
      <FreshAccess version={access?.state === "ready" ? access.data.version : null} />
      {children}
    </Shell>
  );
}
