const key = "porthole-task-tenants";
const most = 4;
const scopeNow = (): string => document.documentElement.dataset.scope ?? "";

/** Tenants in which this person has something under way, as this browser has seen it, the newest first. */
export const readTaskTenants = (): string[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scopeNow()) return [];
    return "tenants" in kept && Array.isArray(kept.tenants)
      ? kept.tenants.filter((tenant) => typeof tenant === "string").slice(0, most)
      : [];
  } catch {
    return [];
  }
};

/** `isUnderWay`: there is something to follow there, from other tenants' pages too. */
export const noteTaskTenant = (tenant: string, isUnderWay: boolean): void => {
  const known = readTaskTenants();
  if (known.includes(tenant) === isUnderWay) return;
  const others = known.filter((other) => other !== tenant);
  const tenants = isUnderWay ? [tenant, ...others].slice(0, most) : others;
  try {
    if (tenants.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ scope: scopeNow(), tenants }));
  } catch {
    // A browser that keeps nothing: then tasks are followed in their own tenant.
  }
};
