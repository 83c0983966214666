import type { Cluster } from "./cluster.ts";

export type ServiceAccount = {
  token: () => Promise<string>;
  /** With it go its tokens. */
  remove: () => Promise<unknown>;
};

/** A service account `ci` with that role in the tenant. */
export const serviceAccount = async (cluster: Cluster, namespace: string, role: string): Promise<ServiceAccount> => {
  const core = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
  await cluster.create(core, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "ci" } });
  if (!(await cluster.exists(`${bindings}/ci`))) {
    await cluster.create(bindings, {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "ci" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name: "ci", namespace }],
    });
  }
  return {
    token: async () => {
      const { status } = await cluster.create(`${core}/ci/token`, {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        metadata: { name: "ci" },
        spec: { expirationSeconds: 3600 },
      });
      return String(status?.token);
    },
    remove: () => cluster.delete(`${core}/ci`),
  };
};
