import { notFound } from "../apps/failure.ts";
import type { KubeClient } from "../client.ts";
import { type HelmRelease, helmReleases, labels } from "../kinds/cozystack.ts";
import type { KubeObject } from "../object.ts";

/** Releases of the platform that belong to a tenant (etcd, monitoring, info, …), as their label says. */
export const createTenantModules = (client: KubeClient) => {
  const list = async (namespace: string): Promise<KubeObject[]> =>
    (await client.list(helmReleases, { namespace, labelSelector: `${labels.tenantModule}=true` })).map(toTenantModule);
  return {
    list,
    get: async (namespace: string, name: string): Promise<KubeObject> => {
      const found = (await list(namespace)).find(({ metadata }) => metadata.name === name);
      if (!found) throw notFound("core.cozystack.io", "tenantmodules", name);
      return found;
    },
  };
};

const toTenantModule = ({ metadata, status }: HelmRelease) => {
  const version = status?.lastAttemptedRevision;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    kind: "TenantModule",
    apiVersion: "core.cozystack.io/v1alpha1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    ...(version !== undefined && { appVersion: version }),
    status: { ...(version !== undefined && { version }), conditions: status?.conditions ?? [] },
  };
};
