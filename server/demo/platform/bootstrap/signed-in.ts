import { type ClusterRole, groupSubject, type Role, type RoleBinding, type Rule, roleRef } from "../kinds/rbac.ts";
import { imageNamespace } from "./images.ts";

const read = ["get", "list", "watch"];
const rule = (group: string, resources: string[], verbs: string[]): Rule => ({ apiGroups: [group], resources, verbs });

/** What KubeVirt, CDI and Cozystack let every signed-in identity read (platform-api.md 3.3). */
export const signedInRole: ClusterRole = {
  metadata: { name: "cozy:demo:signed-in" },
  rules: [
    rule("kubevirt.io", ["kubevirts"], ["get", "list"]),
    rule("instancetype.kubevirt.io", ["virtualmachineclusterinstancetypes", "virtualmachineclusterpreferences"], read),
    rule("cdi.kubevirt.io", ["cdiconfigs", "storageprofiles"], read),
    rule("storage.k8s.io", ["storageclasses"], read),
    rule("cozystack.io", ["applicationdefinitions"], read),
    rule("backups.cozystack.io", ["backupclasses"], read),
    rule("core.cozystack.io", ["tenantnamespaces"], read),
    rule("subresources.kubevirt.io", ["version", "guestfs"], ["get", "list"]),
  ],
};

const everyone = [groupSubject("system:authenticated")];

export const signedInBinding: RoleBinding = {
  metadata: { name: "cozy:demo:signed-in" },
  roleRef: roleRef("ClusterRole", "cozy:demo:signed-in"),
  subjects: everyone,
};

/** Golden images are claims in cozy-public, which every tenant may list. */
export const dashboardRole: Role = {
  metadata: { name: "cozy:tenant:dashboard", namespace: imageNamespace },
  rules: [rule("", ["persistentvolumeclaims"], read)],
};

/** Upstream names the group of each tenant and level; one group of all signed-in people is the same here. */
export const dashboardBinding: RoleBinding = {
  metadata: { name: "cozy:tenant:dashboard", namespace: imageNamespace },
  roleRef: roleRef("Role", "cozy:tenant:dashboard"),
  subjects: everyone,
};
