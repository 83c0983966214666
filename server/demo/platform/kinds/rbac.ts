import { type KubeObject, kindOf } from "../object.ts";

const group = "rbac.authorization.k8s.io";

export type Rule = {
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
  verbs: string[];
};

export type Subject = { kind: string; name: string; namespace?: string; apiGroup?: string };
export type RoleRef = { apiGroup: string; kind: string; name: string };

export type Role = KubeObject & { rules: Rule[] };
export type ClusterRole = Role & {
  aggregationRule?: { clusterRoleSelectors: { matchLabels: Record<string, string> }[] };
};
export type RoleBinding = KubeObject & { roleRef: RoleRef; subjects?: Subject[] };

export const roles = kindOf<Role>(group, "v1", "roles", "Role");
export const roleBindings = kindOf<RoleBinding>(group, "v1", "rolebindings", "RoleBinding");
export const clusterRoles = kindOf<ClusterRole>(group, "v1", "clusterroles", "ClusterRole", false);
export const clusterRoleBindings = kindOf<RoleBinding>(group, "v1", "clusterrolebindings", "ClusterRoleBinding", false);

export const roleRef = (kind: "Role" | "ClusterRole", name: string): RoleRef => ({ apiGroup: group, kind, name });
export const groupSubject = (name: string): Subject => ({ apiGroup: group, kind: "Group", name });

export type SubjectAccessReview = KubeObject & {
  spec: { user: string; groups: string[]; resourceAttributes: Record<string, string> };
  status?: { allowed: boolean };
};

export const subjectAccessReviews = kindOf<SubjectAccessReview>(
  "authorization.k8s.io",
  "v1",
  "subjectaccessreviews",
  "SubjectAccessReview",
  false,
);
