import { levels } from "../bootstrap/tenant-roles.ts";
import { groupSubject, type Role, type RoleBinding, type Rule, roleRef, type Subject } from "../kinds/rbac.ts";

/** The tenant's own namespace and those of its ancestors, outermost first: `tenant-root`, `tenant-acme`, `tenant-acme-dev`. */
export const lineageOf = (namespace: string): string[] => {
  const segments = namespace === "tenant-root" ? [] : namespace.replace(/^tenant-/, "").split("-");
  return ["tenant-root", ...segments.map((_, index) => `tenant-${segments.slice(0, index + 1).join("-")}`)];
};

/** Groups and service accounts that have at least this level in the namespace. */
const subjectsFrom = (namespace: string, least: (typeof levels)[number]): Subject[] =>
  lineageOf(namespace).flatMap((tenant) => [
    ...levels.slice(levels.indexOf(least)).map((level) => groupSubject(`${tenant}-${level}`)),
    { kind: "ServiceAccount", name: tenant, namespace: tenant },
  ]);

/** Lets level use and up read the application's own objects by name. */
export const dashboardResources = (
  namespace: string,
  release: string,
  rules: Omit<Rule, "verbs">[],
): { role: Role; binding: RoleBinding } => {
  const metadata = { name: `${release}-dashboard-resources`, namespace };
  return {
    role: { metadata, rules: rules.map((rule) => ({ ...rule, verbs: ["get", "list", "watch"] })) },
    binding: { metadata, roleRef: roleRef("Role", metadata.name), subjects: subjectsFrom(namespace, "use") },
  };
};
