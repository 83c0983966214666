/** A Cozystack tenant = one namespace `tenant-…`. Ancestry is read from the name: `tenant-acme-dev` is dev in acme in root. */
export type TenantView = {
  /** The namespace. */
  namespace: string;
  /** Last segment: `dev`. */
  name: string;
  /** Names of the ancestors, outermost first: `["root", "acme"]`. */
  ancestors: string[];
};

/** Reads a tenant from its namespace's name; tenant names hold no dash (platform-api.md 3.1). */
export const tenantOf = (namespace: string): TenantView => {
  const segments = namespace.replace(/^tenant-/, "").split("-");
  const name = segments.at(-1) ?? namespace;
  const ancestors = namespace === "tenant-root" ? [] : ["root", ...segments.slice(0, -1)];
  return { namespace, name, ancestors };
};

/** Names from the outermost ancestor to the tenant itself. */
export const lineage = ({ ancestors, name }: TenantView): string[] => [...ancestors, name];

/** Groups of Cozystack's roles are `<namespace>-<level>`; one that ends in `-super-admin` may also be the admins of `…-super`. */
const rolesGroup = /^(tenant-[a-z0-9]+(?:-[a-z0-9]+)*)-(?:view|use|admin)$/;

/** Namespaces that somebody's groups claim, for platforms that list none. A claim is no right: each is reviewed. */
export const tenantsOfGroups = (groups: readonly string[]): string[] => {
  const found = groups.flatMap((group) => {
    const namespace = group.length <= 80 ? rolesGroup.exec(group)?.[1] : undefined;
    if (!namespace) return [];
    const isSuper = group.endsWith("-super-admin");
    return isSuper ? [namespace.replace(/-super$/, ""), namespace] : [namespace];
  });
  return [...new Set(found)].filter((namespace) => namespace !== "tenant" && namespace.length <= 63);
};

export type QuotaItem = { key: string; used: number; hard: number };

/** ResourceQuota `tenant-quota`; empty when the tenant has none. CPU in cores, memory and storage in bytes, counts as they are. */
export type QuotaView = { items: QuotaItem[] };

/** Name and groups as the cluster knows them: what bindings must say. */
export type ClusterIdentity = { name: string; groups: string[] };

/**
 * The signed-in person as pages see them: never a token. `scope` differs between two people, and between two sessions of one person
 * with other groups: what a page has shown to one is not true for the other. The session began at `startedAt`, ends at `expiresAt` if
 * nobody does anything, and at `endsAt` in any case.
 */
export type PersonView = {
  name: string;
  groups: string[];
  startedAt: string;
  expiresAt: string;
  endsAt: string;
  scope: string;
};
