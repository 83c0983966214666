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

export type QuotaItem = { key: string; used: number; hard: number };

/** ResourceQuota `tenant-quota`; empty when the tenant has none. CPU in cores, memory and storage in bytes, counts as they are. */
export type QuotaView = { items: QuotaItem[] };

/** The signed-in person as pages see them: never a token. */
export type PersonView = { name: string; groups: string[]; expiresAt: string };
