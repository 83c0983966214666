import * as z from "zod";
import { type TenantView, tenantOf, tenantsOfGroups } from "#lib/resources/tenant/view.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import { reviewVmRight } from "./access.ts";
import type { Kube } from "./api.ts";

/** `tenantnamespaces` is the picker: the platform filters it by the caller's role bindings (platform-api.md 3.2). */
const listSchema = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }) })),
});

/** Nobody works in more; each costs a review. */
const mostReviewed = 100;

export type TenantReader = (person: Person) => Promise<TenantView[]>;

/**
 * Tenants a person may use, in order of their names. Platforms before 0.37 list none: there they come from the person's groups and from
 * `configured`, and each is shown only if the cluster lets this person list its machines.
 */
export const createTenantReader = (kube: Kube, configured: readonly string[]): TenantReader => {
  const listed = async (person: Person): Promise<string[]> => {
    const { items } = listSchema.parse(
      await kube.get(person, ["apis", "core.cozystack.io", "v1alpha1", "tenantnamespaces"]),
    );
    return items.filter(({ metadata }) => !metadata.deletionTimestamp).map(({ metadata }) => metadata.name);
  };

  const reviewed = async (person: Person): Promise<string[]> => {
    const claimed = tenantsOfGroups(person.identity.groups);
    const candidates = [...new Set([...configured, ...claimed])].slice(0, mostReviewed);
    const mayList = await Promise.all(
      candidates.map((namespace) => reviewVmRight(kube, person, "list", { namespace })),
    );
    return candidates.filter((_, index) => mayList[index]);
  };

  return async (person) => {
    const namespaces = await listed(person).catch((error: unknown) => {
      // RBAC comes before routing, so a group that is not installed is as often forbidden as not found.
      const { code } = problemOf(error);
      if (code !== "not-found" && code !== "forbidden") throw error;
      return reviewed(person);
    });
    return namespaces.map(tenantOf).sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  };
};
