import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { FreshAccess } from "#components/shell/fresh-access.tsx";
import { Shell } from "#components/shell/shell.tsx";
import { lastTenantCookie, railCookie } from "#lib/cookie-text.ts";
import { themeCookie, themeOf } from "#lib/theme.ts";
import { session, tenantAccess, tenants } from "../session.ts";

/** The fleet belongs to no tenant; around it stays the one that one was in last. */
export default async function FleetLayout({ children }: { children: ReactNode }) {
  const reads = await session();
  const known = await tenants();
  // The page sends one to sign in, or says what is wrong.
  if (!reads || known?.state !== "ready") return children;
  const jar = await cookies();
  const last = jar.get(lastTenantCookie)?.value;
  const around = known.data.find(({ namespace }) => namespace === last) ?? known.data[0];
  if (!around) return children;
  const access = await tenantAccess(around.namespace);
  return (
    <Shell
      facts={{
        tenant: around,
        tenants: known.data,
        person: reads.person.name,
        level: access?.state === "ready" ? access.data.level : null,
        theme: themeOf(jar.get(themeCookie)?.value),
      }}
      railCollapsed={jar.get(railCookie)?.value === "collapsed"}
    >
      <FreshAccess version={access?.state === "ready" ? access.data.version : null} />
      {children}
    </Shell>
  );
}
