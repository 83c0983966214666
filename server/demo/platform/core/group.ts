import type { AggregatedGroup, Call } from "../aggregated/group.ts";
import { openWatchStream, type WatchTimes } from "../aggregated/watch-stream.ts";
import { answering, sendJson } from "../apps/answering.ts";
import { Failure, methodNotAllowed, notFound } from "../apps/failure.ts";
import { isTrue } from "../apps/query-options.ts";
import { selectorOf } from "../apps/selectors.ts";
import type { KubeClient } from "../client.ts";
import type { CoreResource, Era } from "../eras/era.ts";
import type { KubeObject } from "../object.ts";
import { optionSources, readOptions } from "./options.ts";
import { createTenantModules } from "./tenant-modules.ts";
import { createTenantNamespaces } from "./tenant-namespaces.ts";
import { createTenantSecrets } from "./tenant-secrets.ts";

const group = "core.cozystack.io";
const version = "v1alpha1";
const apiVersion = `${group}/${version}`;
const read = ["get", "list", "watch"];

const resources = [
  {
    name: "tenantnamespaces",
    singularName: "tenantnamespace",
    namespaced: false,
    kind: "TenantNamespace",
    verbs: read,
  },
  { name: "tenantmodules", singularName: "tenantmodule", namespaced: true, kind: "TenantModule", verbs: read },
  {
    name: "tenantsecrets",
    singularName: "tenantsecret",
    namespaced: true,
    kind: "TenantSecret",
    verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
  },
  { name: "options", singularName: "option", namespaced: true, kind: "Option", verbs: read },
] satisfies { name: CoreResource; [field: string]: unknown }[];

const listOf = (kind: string, items: unknown[], resourceVersion = "0") => ({
  kind: `${kind}List`,
  apiVersion,
  metadata: { resourceVersion },
  items,
});

/** `core.cozystack.io`: the tenant picker, the sources of choices, platform modules and the Secrets that tenants may see. */
export const coreGroup = (client: KubeClient, era: Era, watchTimes: WatchTimes): AggregatedGroup => {
  const tenantNamespaces = createTenantNamespaces(client, watchTimes);
  const tenantModules = createTenantModules(client);
  const tenantSecrets = createTenantSecrets(client);

  const listed = async (call: Call, kind: string, items: KubeObject[]): Promise<void> => {
    if (isTrue(call.query.get("watch"))) {
      // Upstream's watch of virtual objects: what is there, then silence, not even a bookmark. Clients poll instead.
      const { send } = openWatchStream(call, watchTimes);
      for (const item of items) send("ADDED", item);
      return;
    }
    const newest = items.reduce((most, { metadata }) => Math.max(most, Number(metadata.resourceVersion ?? 0)), 0);
    return sendJson(call, 200, listOf(kind, items, `${newest}`));
  };

  const tenants = async (call: Call, name: string | undefined): Promise<void> => {
    if (name !== undefined) return sendJson(call, 200, await tenantNamespaces.get(call.caller, name));
    if (isTrue(call.query.get("watch"))) return tenantNamespaces.watch(call);
    return listed(call, "TenantNamespace", await tenantNamespaces.list(call.caller));
  };

  const options = async (call: Call, namespace: string, name: string | undefined): Promise<void> => {
    if (name !== undefined) {
      const found = await readOptions(client, namespace, name, era);
      if (!found) throw notFound(group, "options", name);
      return sendJson(call, 200, found);
    }
    const items = await Promise.all(optionSources.map((source) => readOptions(client, namespace, source, era)));
    return listed(
      call,
      "Option",
      items.filter((it) => it !== undefined),
    );
  };

  const modules = async (call: Call, namespace: string, name: string | undefined): Promise<void> =>
    name === undefined
      ? listed(call, "TenantModule", await tenantModules.list(namespace))
      : sendJson(call, 200, await tenantModules.get(namespace, name));

  const secretsOf = async (call: Call, namespace: string, name: string | undefined): Promise<void> => {
    if (name !== undefined) return sendJson(call, ...(await tenantSecrets.one(call, namespace, name)));
    if (call.method === "POST") return sendJson(call, 201, await tenantSecrets.create(call, namespace));
    if (call.method !== "GET") throw methodNotAllowed();
    return listed(call, "TenantSecret", await tenantSecrets.list(namespace));
  };

  const isServed = (resource: string | undefined) => era.core.some((it) => it === resource);
  const resourceList = {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: apiVersion,
    resources: resources.filter(({ name }) => isServed(name)),
  };

  const route = async (call: Call): Promise<void> => {
    const [, ...path] = call.path;
    if (path.length === 0) return sendJson(call, 200, resourceList);
    const [namespace, resource, name, ...rest] = path[0] === "namespaces" ? path.slice(1) : [undefined, ...path];
    const isClusterWide = resource === "tenantnamespaces";
    if (!isServed(resource) || rest.length > 0 || isClusterWide !== (namespace === undefined)) {
      throw new Failure(404, "NotFound", "the server could not find the requested resource", {});
    }
    if (resource !== "tenantsecrets" && call.method !== "GET") throw methodNotAllowed();
    // Only its syntax is looked at here: a list ignores what it asks for (platform-api.md 3.2).
    if (name === undefined) selectorOf(call.query);
    if (isClusterWide) return tenants(call, name);
    if (resource === "options") return options(call, namespace ?? "", name);
    if (resource === "tenantmodules") return modules(call, namespace ?? "", name);
    return secretsOf(call, namespace ?? "", name);
  };

  return { group, versions: [version], handle: (call) => answering(call, route) };
};
