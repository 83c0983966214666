import type { Level } from "../bootstrap/tenant-roles.ts";
import type { Rule } from "../kinds/rbac.ts";

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];
const rule = (group: string, resources: string[], verbs: string[]): Rule => ({ apiGroups: [group], resources, verbs });

type Grants = Record<Level, Rule[]>;

const objects = ["pods", "services", "persistentvolumes", "endpoints", "events"];

const consoles = [
  rule("subresources.kubevirt.io", ["virtualmachineinstances/console", "virtualmachineinstances/vnc"], ["get", "list"]),
  rule("subresources.kubevirt.io", ["virtualmachineinstances/portforward"], ["get", "update"]),
];

const superAdmin = [rule("kubevirt.io", ["virtualmachines"], ["*"]), rule("apps.cozystack.io", ["*"], ["*"])];

/** The ladder of Cozystack 1.5 and later (cozystack-basics clusterroles.yaml, backups, scheduler). */
export const currentGrants: Grants = {
  view: [
    rule("rbac.authorization.k8s.io", ["roles"], ["get"]),
    rule("apps.cozystack.io", ["*"], read),
    rule("sdn.cozystack.io", ["securitygroups"], read),
    rule("", [...objects, "resourcequotas"], read),
    rule("discovery.k8s.io", ["endpointslices"], read),
    rule("networking.k8s.io", ["ingresses"], read),
    rule("cozystack.io", ["workloadmonitors", "workloads", "schedulingclasses"], read),
    rule("core.cozystack.io", ["options"], read),
    rule("backups.cozystack.io", ["plans", "backupjobs", "restorejobs", "backups", "backupclasses"], read),
  ],
  use: [
    ...consoles,
    rule(
      "subresources.kubevirt.io",
      ["virtualmachines/start", "virtualmachines/stop", "virtualmachines/restart"],
      ["update"],
    ),
    rule("core.cozystack.io", ["tenantmodules", "tenantsecrets"], read),
  ],
  admin: [
    rule("", objects, ["delete"]),
    rule("kubevirt.io", ["virtualmachines"], ["get", "list"]),
    rule("apps.cozystack.io", ["vminstances", "vmdisks", "virtualprivateclouds"], write),
    rule("sdn.cozystack.io", ["securitygroups"], write),
    rule("backups.cozystack.io", ["plans", "backupjobs", "restorejobs"], write),
  ],
  "super-admin": superAdmin,
};

/** The ladder before Cozystack 1.0 (Roles of packages/apps/tenant): nobody starts, stops or restarts a VirtualMachine. */
export const olderGrants = (core: Rule[]): Grants => ({
  view: [
    rule("rbac.authorization.k8s.io", ["roles"], ["get"]),
    rule("apps.cozystack.io", ["*"], read),
    rule("", [...objects, "resourcequotas"], read),
    rule("networking.k8s.io", ["ingresses"], read),
    rule("cozystack.io", ["workloadmonitors", "workloads"], read),
  ],
  use: [...consoles, ...core],
  admin: [
    rule("kubevirt.io", ["virtualmachines"], ["get", "list"]),
    rule("apps.cozystack.io", ["vminstances", "vmdisks"], write),
  ],
  "super-admin": superAdmin,
});

/** Readable by every signed-in person as KubeVirt, CDI and Kubernetes ship it. */
const withoutCozystack = [
  rule("kubevirt.io", ["kubevirts"], ["get", "list"]),
  rule("instancetype.kubevirt.io", ["virtualmachineclusterinstancetypes", "virtualmachineclusterpreferences"], read),
  rule("cdi.kubevirt.io", ["cdiconfigs", "storageprofiles"], read),
  rule("storage.k8s.io", ["storageclasses"], read),
  rule("subresources.kubevirt.io", ["version", "guestfs"], ["get", "list"]),
];

const tenantPicker = rule("core.cozystack.io", ["tenantnamespaces"], read);

/** What every signed-in person may read (platform-api.md 3.3). */
export const signedIn = {
  withoutCozystack,
  withTenants: [...withoutCozystack, tenantPicker],
  current: [
    ...withoutCozystack,
    tenantPicker,
    rule("cozystack.io", ["applicationdefinitions"], read),
    rule("backups.cozystack.io", ["backupclasses"], read),
  ],
};

export const modules = rule("core.cozystack.io", ["tenantmodules", "tenantsecrets"], read);
