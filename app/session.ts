import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { paths } from "#lib/paths.ts";
import { type AccessView, unaskedAccess } from "#lib/resources/vm/access.ts";
import { type PersonReads, runtime } from "#server/runtime.ts";

/** The signed-in person's reads, null when nobody is; asked once per request, however many parts of the page want it. */
export const session = cache(
  async (): Promise<PersonReads | null> => runtime().readsFor((await headers()).get("cookie")),
);

/** Like `session`, for pages: whoever is not signed in goes to sign in and comes back to `here`. */
export const requireSession = async (here: string): Promise<PersonReads> =>
  (await session()) ?? redirect(paths.signIn(here));

export const tenants = cache(async () => (await session())?.tenants() ?? null);

/** What the person may do in this tenant; asked once per request. */
export const tenantAccess = cache(async (tenant: string) => (await session())?.access(tenant) ?? null);

/** How the cluster calls this person; asked once per request. */
export const knownAs = cache(async () => (await session())?.knownAs() ?? null);

/** What is offered on this tenant's machines: when the cluster could not be asked, everything, and each refusal is explained. */
export const vmAccess = async (tenant: string): Promise<Pick<AccessView, "vms" | "named">> => {
  const asked = await tenantAccess(tenant);
  return asked?.state === "ready" ? asked.data : { vms: unaskedAccess, named: {} };
};
