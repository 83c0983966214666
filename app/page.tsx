import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { ClusterDown } from "#components/shell/cluster-down.tsx";
import { NoTenant } from "#components/shell/no-tenant.tsx";
import { lastTenantCookie } from "#lib/cookie-text.ts";
import { paths } from "#lib/paths.ts";
import { requireSession, tenants } from "./session.ts";

/** Leads to the machines of the tenant one was in last, else of the first. */
export default async function HomePage() {
  const reads = await requireSession(paths.home());
  const reading = await tenants();
  if (!reading || reading.state === "failed")
    return <ClusterDown problem={reading?.problem ?? { type: "about:blank", status: 503, code: "unavailable" }} />;
  const last = (await cookies()).get(lastTenantCookie)?.value;
  const target = reading.data.find(({ namespace }) => namespace === last) ?? reading.data[0];
  if (target) redirect(paths.vms(target.namespace));
  return <NoTenant person={reads.person} csrfToken={reads.csrfToken} />;
}
