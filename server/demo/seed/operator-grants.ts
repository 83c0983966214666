import { isStatus } from "../platform/client/status-error.ts";
import type { KubeClient } from "../platform/client.ts";
import {
  type ClusterRole,
  clusterRoles,
  groupSubject,
  type RoleBinding,
  type Rule,
  roleBindings,
  roleRef,
} from "../platform/kinds/rbac.ts";
import type { Kind, KubeObject } from "../platform/object.ts";

/** The tenant whose operator grants more than Cozystack ships. */
const namespace = "tenant-globex";
const label = "operator.demo.porthole/aggregate-to-extras";
const name = "operator:vm-extras";

const part = (suffix: string, rules: Rule[]): ClusterRole => ({
  metadata: { name: `${name}:${suffix}`, labels: { [label]: "true" } },
  rules,
});

const subresources = (verb: string, names: string[]): Rule => ({
  apiGroups: ["subresources.kubevirt.io"],
  resources: names,
  verbs: [verb],
});

/** As an operator would write it: one role that holds, by aggregation, what its parts say. */
const roles: ClusterRole[] = [
  {
    metadata: { name },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label]: "true" } }] },
    rules: [],
  },
  part("instances", [
    {
      apiGroups: ["kubevirt.io"],
      resources: ["virtualmachineinstances", "virtualmachineinstancemigrations"],
      verbs: ["get", "list", "watch"],
    },
  ]),
  part("power", [
    subresources(
      "update",
      ["pause", "unpause", "softreboot", "reset"].map((verb) => `virtualmachineinstances/${verb}`),
    ),
    subresources("update", ["virtualmachines/migrate"]),
  ]),
  part("guest", [
    // Both names of a two-part subresource: kube-apiserver asks for the first (granted to `use`), virt-api for the whole.
    subresources(
      "get",
      ["vnc", "vnc/screenshot", "guestosinfo", "userlist", "filesystemlist"].map(
        (word) => `virtualmachineinstances/${word}`,
      ),
    ),
  ]),
];

const binding: RoleBinding = {
  metadata: { name, namespace },
  roleRef: roleRef("ClusterRole", name),
  subjects: ["use", "admin", "super-admin"].map((level) => groupSubject(`${namespace}-${level}`)),
};

/** Gives who uses tenant-globex the instances, pause, migration, reboots, screenshots and the guest's own facts. */
export const grantExtras = async (client: KubeClient): Promise<void> => {
  for (const role of roles) await ensure(client, clusterRoles, role);
  await ensure(client, roleBindings, binding);
};

const ensure = async <T extends KubeObject>(client: KubeClient, kind: Kind<T>, object: T): Promise<void> => {
  try {
    await client.create(kind, object);
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
  }
};
