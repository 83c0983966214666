import type { ObjectRef } from "../manifest/related.ts";
import { type ActivityView, emptyActivity } from "../resources/activity/view.ts";
import type { DiskListView } from "../resources/disk/view.ts";
import { type ApiClient, client as browserClient } from "./client.ts";

type Context = { signal?: AbortSignal };

/** Also for who gives what is known. */
export const activityKey = (tenant: string) => ["activity", tenant] as const;

export const disksKey = (tenant: string) => ["disks", tenant] as const;
const noDisks: DiskListView = { disks: [], missing: [], version: "" };

/** The only place where query keys are written: `[resource, tenant, name]`. Each is a ready argument of useQuery. */
const createQueries = (client: ApiClient) => ({
  tenants: () => ({ queryKey: ["tenants"] as const, queryFn: ({ signal }: Context) => client.tenants(signal) }),
  access: (tenant: string) => ({
    queryKey: ["access", tenant] as const,
    queryFn: ({ signal }: Context) => client.access(tenant, signal),
  }),
  catalogue: (tenant: string) => ({
    queryKey: ["catalogue", tenant] as const,
    queryFn: ({ signal }: Context) => client.catalogue(tenant, signal),
  }),
  quota: (tenant: string) => ({
    queryKey: ["quota", tenant] as const,
    queryFn: ({ signal }: Context) => client.quota(tenant, signal),
  }),
  /** `known` gives what the page has: where nothing has changed since, that is the answer again. */
  activity: (tenant: string, known: () => ActivityView | undefined) => ({
    queryKey: activityKey(tenant),
    queryFn: async ({ signal }: Context): Promise<ActivityView> => {
      const before = known();
      // Nothing is answered only to who named a version.
      return (await client.activity(tenant, before?.version, signal)) ?? before ?? emptyActivity;
    },
  }),
  /** Like `activity`: nothing is answered only to who named a version. */
  disks: (tenant: string, known: () => DiskListView | undefined) => ({
    queryKey: disksKey(tenant),
    queryFn: async ({ signal }: Context): Promise<DiskListView> => {
      const before = known();
      return (await client.disks(tenant, before?.version, signal)) ?? before ?? noDisks;
    },
  }),
  disk: (tenant: string, name: string) => ({
    queryKey: ["disk", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.disk(tenant, name, signal),
  }),
  runs: (tenant: string) => ({
    queryKey: ["runs", tenant] as const,
    queryFn: ({ signal }: Context) => client.runs(tenant, signal),
  }),
  run: (tenant: string, run: string, vm: string) => ({
    queryKey: ["run", tenant, run] as const,
    queryFn: ({ signal }: Context) => client.run(tenant, run, vm, signal),
  }),
  vms: (tenant: string) => ({
    queryKey: ["vms", tenant] as const,
    queryFn: ({ signal }: Context) => client.vms(tenant, signal),
  }),
  /** Secrets are covered in these: who asks to see them asks the client, each time anew. */
  manifest: (tenant: string, name: string) => ({
    queryKey: ["manifest", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.manifest(tenant, name, false, signal),
  }),
  object: (tenant: string, ref: ObjectRef) => ({
    queryKey: ["object", tenant, ref.kind, ref.name] as const,
    queryFn: ({ signal }: Context) => client.object(tenant, ref, false, signal),
  }),
  consoles: (tenant: string, name: string) => ({
    queryKey: ["consoles", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.consoles(tenant, name, signal),
  }),
  settings: (tenant: string, name: string) => ({
    queryKey: ["settings", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.settings(tenant, name, signal),
  }),
  guest: (tenant: string, name: string) => ({
    queryKey: ["guest", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.guest(tenant, name, signal),
  }),
  deletion: (tenant: string, name: string) => ({
    queryKey: ["deletion", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.deletion(tenant, name, signal),
  }),
  vm: (tenant: string, name: string) => ({
    queryKey: ["vm", tenant, name] as const,
    queryFn: ({ signal }: Context) => client.vm(tenant, name, signal),
  }),
});

export const queries = createQueries(browserClient);

/** What a change of a resource makes stale, coarse on purpose: by resource, never by parameters. */
export const staleAfter = {
  power: [["settings"], ["vm"], ["vms"]],
  saveNotes: [["vm"]],
  editVm: [["settings"], ["vm"], ["vms"], ["quota"], ["catalogue"]],
  createDisk: [["catalogue"], ["quota"], ["disks"]],
  growDisk: [["catalogue"], ["quota"], ["disks"], ["disk"], ["vm"]],
  deleteDisk: [["catalogue"], ["quota"], ["disks"], ["disk"]],
  deleteVm: [["quota"], ["vms"], ["vm"], ["deletion"], ["disks"], ["disk"]],
  createVm: [["catalogue"], ["quota"], ["vms"], ["vm"], ["runs"]],
  cleanUpRun: [["catalogue"], ["quota"], ["vms"], ["vm"], ["runs"], ["run"]],
} as const satisfies Record<string, readonly (readonly string[])[]>;
