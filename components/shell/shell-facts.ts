import type { TenantView } from "#lib/resources/tenant/view.ts";
import type { Level } from "#lib/resources/vm/access.ts";
import type { Theme } from "#lib/theme.ts";

/** What the shell shows around every page of a tenant. */
export type ShellFacts = {
  tenant: TenantView;
  tenants: TenantView[] | null;
  person: string;
  /** Null when the access reviews failed: no badge rather than a wrong one. */
  level: Level | null;
  theme: Theme;
};
