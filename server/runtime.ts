import type { ClusterFacts } from "#lib/access/kubeconfig.ts";
import type { Glance, Reading } from "#lib/api/problem.ts";
import type { LikeView } from "#lib/create/like-view.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import type { ActivityView } from "#lib/resources/activity/view.ts";
import type { DiskDetailView, DiskListView } from "#lib/resources/disk/view.ts";
import type { FleetHead } from "#lib/resources/fleet/fleet.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { ClusterIdentity, PersonView, QuotaView, TenantView } from "#lib/resources/tenant/view.ts";
import type { AccessView } from "#lib/resources/vm/access.ts";
import type { VmListView, VmView } from "#lib/resources/vm/view.ts";
import type { SignInWays } from "#lib/sign-in.ts";

/** What one signed-in person's pages can read on the server. */
export type PersonReads = {
  person: PersonView;
  /** Whether consoles open view-only for them until they choose otherwise. */
  isSupport: boolean;
  /** How the cluster calls this person. */
  knownAs: () => Promise<Reading<ClusterIdentity>>;
  /** How this person's own tools reach the cluster. */
  cluster: ClusterFacts;
  /** What this person's pages show with every write. */
  csrfToken: string;
  tenants: () => Promise<Reading<TenantView[]>>;
  access: (tenant: string) => Promise<Reading<AccessView>>;
  /** Pending when the cluster takes longer than a page should: the stream brings the list. */
  vms: (tenant: string) => Promise<Glance<VmListView>>;
  /** The first machines of these tenants, enough for a screen. */
  fleetHead: (tenants: readonly string[]) => Promise<FleetHead>;
  vm: (tenant: string, name: string) => Promise<Reading<VmView>>;
  /** The machine as a pattern for another one. */
  like: (tenant: string, name: string) => Promise<Reading<LikeView>>;
  catalogue: (tenant: string) => Promise<Reading<CatalogueView>>;
  /** The same for a page that only shows it: pending when the cluster takes longer than a page should. */
  offers: (tenant: string) => Promise<Glance<CatalogueView>>;
  /** Pending when the cluster takes longer than a page should. */
  disks: (tenant: string) => Promise<Glance<DiskListView>>;
  disk: (tenant: string, name: string) => Promise<Reading<DiskDetailView>>;
  quota: (tenant: string) => Promise<Reading<QuotaView>>;
  /** A machine as YAML, its secrets covered. Pending when the cluster takes longer than a page should. */
  manifest: (tenant: string, name: string) => Promise<Glance<ManifestView>>;
  /** Pending when the cluster takes longer than a page should. */
  activity: (tenant: string) => Promise<Glance<ActivityView>>;
};

export type Runtime = {
  /** How people may sign in here. */
  signInWays: SignInWays;
  /** Reads of the session behind this Cookie header; null when there is none or it has ended. */
  readsFor: (cookieHeader: string | null) => Promise<PersonReads | null>;
  /** Whether that Cookie header carries a session id we no longer know: "your session ended" instead of "sign in". */
  hadSession: (cookieHeader: string | null) => boolean;
  /** What the browser was told when it signed out, to know that it comes from there. */
  signedOutState: (cookieHeader: string | null) => string | null;
};

const key = Symbol.for("porthole.runtime");

/** Called once by main.ts. A module is instantiated several times in one process (server, pages, routes); globalThis is not. */
export const provideRuntime = (runtime: Runtime): void => {
  (globalThis as Record<symbol, unknown>)[key] = runtime;
};

/** The running server, as Next's server components reach it. */
export const runtime = (): Runtime => {
  const found = (globalThis as Record<symbol, unknown>)[key];
  if (!found) throw new Error("Porthole's pages run only behind server/main.ts");
  // Only provideRuntime writes this symbol.
  return found as Runtime;
};
