import type { AggregatedGroup, Call } from "../aggregated/group.ts";
import { answering, sendJson } from "../apps/answering.ts";
import { Failure, methodNotAllowed, notFound } from "../apps/failure.ts";
import type { KubeClient } from "../client.ts";
import type { CoreResource, Era } from "../eras/era.ts";
import { optionSources, readOptions } from "./options.ts";
import { createTenantNamespaces } from "./tenant-namespaces.ts";

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
  { name: "options", singularName: "option", namespaced: true, kind: "Option", verbs: read },
] satisfies { name: CoreResource; [field: string]: unknown }[];

const listOf = (kind: string, items: unknown[], resourceVersion = "0") => ({
  kind: `${kind}List`,
  apiVersion,
  metadata: { resourceVersion },
  items,
});

/** `core.cozystack.io`: the tenant picker, the sources of choices, and the (empty) list of platform modules. */
export const coreGroup = (client: KubeClient, era: Era): AggregatedGroup => {
  const tenantNamespaces = createTenantNamespaces(client);

  const tenants = async (call: Call, name: string | undefined): Promise<void> => {
    if (name !== undefined) return sendJson(call, 200, await tenantNamespaces.get(call.caller, name));
    const items = await tenantNamespaces.list(call.caller);
    if (isWatch(call)) return watchOnce(call, items);
    const newest = Math.max(0, ...items.map(({ metadata }) => Number(metadata.resourceVersion)));
    sendJson(call, 200, listOf("TenantNamespace", items, `${newest}`));
  };

  const options = async (call: Call, namespace: string, name: string | undefined): Promise<void> => {
    if (name !== undefined) {
      const found = await readOptions(client, namespace, name, era);
      if (!found) throw notFound(group, "options", name);
      return sendJson(call, 200, found);
    }
    const items = await Promise.all(optionSources.map((source) => readOptions(client, namespace, source, era)));
    if (isWatch(call)) return watchOnce(call, items);
    sendJson(call, 200, listOf("Option", items));
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
    if (call.method !== "GET") throw methodNotAllowed();
    const unknown = new Failure(404, "NotFound", "the server could not find the requested resource");
    if (!isServed(path[0] === "namespaces" ? path[2] : path[0])) throw unknown;
    if (path[0] === "tenantnamespaces" && path.length <= 2) return tenants(call, path[1]);
    const [scope, namespace = "", resource, name] = path;
    if (scope === "namespaces" && path.length <= 4) {
      if (resource === "options") return options(call, namespace, name);
      if (resource === "tenantmodules" && name === undefined) {
        return isWatch(call) ? watchOnce(call, []) : sendJson(call, 200, listOf("TenantModule", []));
      }
      if (resource === "tenantmodules") throw notFound(group, resource, name ?? "");
    }
    throw unknown;
  };

  return { group, versions: [version], handle: (call) => answering(call, route) };
};

const isWatch = ({ query }: Call): boolean => query.get("watch") === "true" || query.get("watch") === "1";

/** Upstream's watch of virtual objects: what is there as ADDED, then silence until the time limit. Clients poll instead. */
const watchOnce = (call: Call, items: unknown[]): void => {
  const { response, query } = call;
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  for (const object of items) response.write(`${JSON.stringify({ type: "ADDED", object })}\n`);
  const limitMs = Math.min(Number(query.get("timeoutSeconds")) || 1_800, 1_800) * 1_000;
  const limit = setTimeout(() => response.end(), limitMs);
  response.on("close", () => clearTimeout(limit));
};
