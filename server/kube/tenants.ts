import * as z from "zod";
import { type TenantView, tenantOf } from "#lib/resources/tenant/view.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "./api.ts";

/** `tenantnamespaces` is the picker: the platform filters it by the caller's role bindings (platform-api.md 3.2). */
const listSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }) })),
});

/** Tenants this person may use, in order of their names. */
export const listTenants = async (kube: Kube, person: Person): Promise<TenantView[]> => {
  const { items } = listSchema.parse(
    await kube.get(person, ["apis", "core.cozystack.io", "v1alpha1", "tenantnamespaces"]),
  );
  return items
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(({ metadata }) => tenantOf(metadata.name))
    .sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
};
