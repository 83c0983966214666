/** A place somebody was at: a tenant, or a machine in it. */
export type Recent = { tenant: string; vm?: string };

const key = "porthole-recent";
const most = 12;
const scopeNow = (): string => document.documentElement.dataset.scope ?? "";

const isRecent = (value: unknown): value is Recent =>
  typeof value === "object" &&
  value !== null &&
  "tenant" in value &&
  typeof value.tenant === "string" &&
  (!("vm" in value) || typeof value.vm === "string");

/** Newest first; nothing of what somebody else has looked at in this browser. */
export const readRecent = (): Recent[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scopeNow()) return [];
    return "items" in kept && Array.isArray(kept.items) ? kept.items.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
};

/** Of `/tenant-acme/vms/web/console` that one was at web in tenant-acme. */
export const recentOf = (pathname: string): Recent | null => {
  const [, tenant = "", place, vm] = pathname.split("/");
  if (!tenant.startsWith("tenant-")) return null;
  return place === "vms" && vm ? { tenant, vm: decodeURIComponent(vm) } : { tenant };
};

export const noteRecent = (recent: Recent): void => {
  const others = readRecent().filter(({ tenant, vm }) => tenant !== recent.tenant || vm !== recent.vm);
  try {
    localStorage.setItem(key, JSON.stringify({ scope: scopeNow(), items: [recent, ...others].slice(0, most) }));
  } catch {
    // A browser that keeps nothing: then there is nothing recent.
  }
};
