import { tenantOf } from "../resources/tenant/view.ts";
import { type StockRole, stockRoles } from "./rights.ts";

/** How Cozystack gives a role: by a group, bound in the tenant's namespace; groups of an ancestor hold in all its descendants. */
export const groupOf = (tenant: string, role: StockRole): string => `${tenant}-${role}`;

/** Namespaces from the tenant itself to the root. */
const lineageOf = (tenant: string): string[] => {
  const { ancestors } = tenantOf(tenant);
  const segments = tenant.replace(/^tenant-/, "").split("-");
  return ancestors.map((_, depth) =>
    depth === ancestors.length - 1
      ? "tenant-root"
      : `tenant-${segments.slice(0, segments.length - 1 - depth).join("-")}`,
  );
};

/** Of somebody's groups those that open this tenant on a platform as shipped. */
export const groupsFor = (tenant: string, groups: readonly string[]): string[] => {
  const opening = new Set(
    [tenant, ...lineageOf(tenant)].flatMap((namespace) => stockRoles.map((role) => groupOf(namespace, role))),
  );
  return groups.filter(
    (group) => opening.has(group) || group === "cozystack-cluster-admin" || group === "system:masters",
  );
};

/** One word of a shell's command line, whatever it holds. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const subjectOf = (name: string): string => {
  const [, account] = /^system:serviceaccount:([a-z0-9-]+:[a-z0-9.-]+)$/.exec(name) ?? [];
  return account ? `--serviceaccount=${account}` : `--user=${shellWord(name)}`;
};

/** What gives one person the role without a group; roles are ClusterRoles since Cozystack 1.0. */
export const bindCommand = (name: string, tenant: string, role: StockRole): string => {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  const binding = [role, slug].filter(Boolean).join("-");
  return `kubectl -n ${tenant} create rolebinding ${binding} --clusterrole=cozy:tenant:${role} ${subjectOf(name)}`;
};
