import { tenantSchema, vmDiskSchema, vmInstanceSchema } from "./current-schemas.ts";
import type { Era } from "./era.ts";
import { currentGrants, modules, olderGrants, signedIn } from "./grants.ts";
import * as older from "./older-schemas.ts";

/** Cozystack 1.5 and later. */
const current: Era = {
  schemas: { VMInstance: vmInstanceSchema, VMDisk: vmDiskSchema, Tenant: tenantSchema },
  fillsDefaults: true,
  grants: currentGrants,
  signedIn: signedIn.current,
  images: { prefix: "vm-default-images-", areListable: true },
  core: ["tenantnamespaces", "tenantmodules", "tenantsecrets", "options"],
  definitionKind: "ApplicationDefinition",
  hasLineage: true,
  services: { areForPrivate: true, filterPorts: true },
  kubeVirt: "v1.8.4",
};

/** Cozystack 0.34.5. */
const untyped: Era = {
  schemas: { VMInstance: older.untypedVmInstance, VMDisk: older.untypedVmDisk, Tenant: older.olderTenant },
  fillsDefaults: false,
  grants: olderGrants([]),
  signedIn: signedIn.withoutCozystack,
  images: { prefix: "vm-image-", areListable: false },
  core: [],
  hasLineage: false,
  services: { areForPrivate: false, filterPorts: false },
  kubeVirt: "v1.5.2",
};

/** Cozystack 0.38 to 0.41. */
const running: Era = {
  ...untyped,
  schemas: { VMInstance: older.runningVmInstance, VMDisk: older.runningVmDisk, Tenant: older.olderTenant },
  grants: olderGrants([modules]),
  signedIn: signedIn.withTenants,
  core: ["tenantnamespaces", "tenantmodules", "tenantsecrets"],
  definitionKind: "CozystackResourceDefinition",
  hasLineage: true,
};

/** What the model customer's documents show and no known release has, on a platform as of 0.34. */
const documented: Era = {
  ...untyped,
  schemas: { VMInstance: older.documentedVmInstance, VMDisk: older.documentedVmDisk, Tenant: older.olderTenant },
};

/** The ages of the platform that the demo can be started as. */
export const eras = { current, "0.38": running, "0.34": untyped, documented } satisfies Record<string, Era>;

export type EraName = keyof typeof eras;

export const eraNames = ["current", "0.38", "0.34", "documented"] as const satisfies EraName[];
