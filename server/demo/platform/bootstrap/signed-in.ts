import type { Era } from "../eras/era.ts";
import { type ClusterRole, groupSubject, type Role, type RoleBinding, roleRef } from "../kinds/rbac.ts";
import { imageNamespace } from "./images.ts";

/** What every signed-in identity may read cluster-wide. */
export const signedInRole = ({ signedIn }: Era): ClusterRole => ({
  metadata: { name: "cozy:demo:signed-in" },
  rules: signedIn,
});

const everyone = [groupSubject("system:authenticated")];

export const signedInBinding: RoleBinding = {
  metadata: { name: "cozy:demo:signed-in" },
  roleRef: roleRef("ClusterRole", "cozy:demo:signed-in"),
  subjects: everyone,
};

/** Golden images are claims in cozy-public; the charts there are readable in every era. */
export const dashboardRole = ({ images }: Era): Role => ({
  metadata: { name: "cozy:tenant:dashboard", namespace: imageNamespace },
  rules: [
    { apiGroups: ["source.toolkit.fluxcd.io"], resources: ["helmrepositories", "helmcharts"], verbs: ["get", "list"] },
    ...(images.areListable
      ? [{ apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get", "list", "watch"] }]
      : []),
  ],
});

/** Upstream names the group of each tenant and level; one group of all signed-in people is the same here. */
export const dashboardBinding: RoleBinding = {
  metadata: { name: "cozy:tenant:dashboard", namespace: imageNamespace },
  roleRef: roleRef("Role", "cozy:tenant:dashboard"),
  subjects: everyone,
};
