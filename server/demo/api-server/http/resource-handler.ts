import { stringify as toYaml } from "yaml";
import type { Cluster } from "../cluster.ts";
import { badRequest, methodNotAllowed, noSuchResource, notFound } from "../objects/status-error.ts";
import { keyOf, type ResourceDefinition } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import type { ListSnapshots } from "../storage/list-snapshots.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { createObject } from "../verbs/create.ts";
import { type Deletion, deleteObject } from "../verbs/delete.ts";
import { listObjects } from "../verbs/list.ts";
import { assertPatchType, patchObject } from "../verbs/patch.ts";
import { selectionOf } from "../verbs/selection.ts";
import { updateObject } from "../verbs/update.ts";
import type { ResourceExchange } from "./exchange.ts";
import { negotiate } from "./negotiation.ts";
import { listText, objectText } from "./representation.ts";
import { mediaType, readBody, readObject, readOptionalJson } from "./request-body.ts";
import { sendText } from "./respond.ts";
import { streamWatch } from "./watch-stream.ts";
import { deleteOptions, writeOptions } from "./write-options.ts";

export type ResourceHandlerOptions = { cluster: Cluster; snapshots: ListSnapshots; bookmarkIntervalMs: number };

type Handler = (options: ResourceHandlerOptions, served: Served, exchange: ResourceExchange) => Promise<void>;

/** Answers a request for a resource this server stores itself. */
export async function handleResource(
  options: ResourceHandlerOptions,
  served: Served,
  exchange: ResourceExchange,
): Promise<void> {
  assertScope(served, exchange);
  const handler = HANDLERS[exchange.target.verb];
  if (handler === undefined) throw methodNotAllowed();
  return handler(options, served, exchange);
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  get: async ({ cluster }, served, exchange) => answer(exchange, served, 200, existing(cluster, served, exchange)),
  list,
  watch: streamWatch,
  create: async ({ cluster }, served, exchange) => {
    const draft = await readObject(exchange.request);
    const { namespace } = exchange.target;
    const created = createObject(cluster, served, draft, { namespace, ...writeOptions(exchange) });
    return answer(exchange, served, 201, created);
  },
  update: async ({ cluster }, served, exchange) => {
    const draft = await readObject(exchange.request);
    const before = existing(cluster, served, exchange);
    const updated = updateObject(cluster, served, before, draft, {
      ...writeOptions(exchange),
      ...subresource(exchange),
    });
    return answer(exchange, served, 200, updated);
  },
  patch: async ({ cluster }, served, exchange) => {
    const type = mediaType(exchange.request);
    assertPatchType(type, served);
    const text = (await readBody(exchange.request)).toString("utf8");
    const before = existing(cluster, served, exchange);
    const options = { ...writeOptions(exchange), ...subresource(exchange) };
    return answer(exchange, served, 200, patchObject(cluster, served, before, { type, text }, options));
  },
  delete: async ({ cluster }, served, exchange) => {
    const options = deleteOptions(await readOptionalJson(exchange.request), exchange.info.query);
    const before = existing(cluster, served, exchange);
    return answerDeletion(exchange, served, deleteObject(cluster, served.definition, before, options));
  },
  deletecollection: async ({ cluster }, served, exchange) => {
    const { info, request, target } = exchange;
    const options = deleteOptions(await readOptionalJson(request), info.query);
    const selection = selectionOf(served.definition, target.namespace, info.query);
    const selected = cluster.store.list(keyOf(served.definition), target.namespace).filter(selection.matches);
    const deleted = selected.map((stored) => deleteObject(cluster, served.definition, stored, options).stored);
    const metadata = { resourceVersion: String(cluster.store.revision) };
    return send(exchange, 200, listText(deleted, metadata, served, { kind: "object" }));
  },
};

async function list(options: ResourceHandlerOptions, served: Served, exchange: ResourceExchange): Promise<void> {
  const { info, request, target } = exchange;
  const { format } = negotiate(request.headers.accept, info.query.get("includeObject"));
  const page = listObjects(options.cluster, options.snapshots, served, target.namespace, info.query);
  // A list of custom resources has the field even when nothing follows (unstructured metadata).
  const alwaysContinues = served.definition.custom && format.kind === "object";
  const metadata = {
    resourceVersion: String(page.revision),
    ...(page.continue === undefined && !alwaysContinues ? {} : { continue: page.continue ?? "" }),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  };
  return send(exchange, 200, listText(page.items, metadata, served, format));
}

function existing({ store }: Cluster, { definition }: Served, { target }: ResourceExchange): StoredObject {
  const stored = store.get(keyOf(definition), definition.namespaced ? target.namespace : "", target.name);
  if (stored === undefined) throw notFound(definition, target.name);
  return stored;
}

const subresource = ({ target }: ResourceExchange) => ({
  subresource: target.subresource === "status" ? ("status" as const) : ("" as const),
});

/** Answers in the format and language the client asked for. */
function answer(exchange: ResourceExchange, served: Served, code: number, stored: StoredObject): Promise<void> {
  const { format } = negotiate(exchange.request.headers.accept, exchange.info.query.get("includeObject"));
  return send(exchange, code, objectText(stored, served, format));
}

function send({ request, response }: ResourceExchange, code: number, json: string): Promise<void> {
  const { yaml } = negotiate(request.headers.accept, null);
  return yaml
    ? sendText(request, response, code, "application/yaml", toYaml(JSON.parse(json)))
    : sendText(request, response, code, "application/json", json);
}

function answerDeletion(exchange: ResourceExchange, served: Served, { stored, gone }: Deletion): Promise<void> {
  const { group, plural, returnsDeleted } = served.definition;
  if (!gone || returnsDeleted) return answer(exchange, served, 200, stored);
  const { name, uid } = stored.object.metadata;
  const details = { name, ...(group === "" ? {} : { group }), kind: plural, uid };
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
  return send(exchange, 200, JSON.stringify(status));
}

function assertScope({ definition, version }: Served, { target, info }: ResourceExchange): void {
  const { subresource: sub, rest, namespace, name, verb } = target;
  const isStatus = sub === "status" && version.status && ["get", "update", "patch"].includes(verb);
  if ((sub !== "" && !isStatus) || rest.length > 0)
    throw definition.custom ? notFound(definition, name) : noSuchResource();
  const clusterWideRead = namespace === "" && ["list", "watch"].includes(verb);
  if (definition.namespaced && namespace === "" && !clusterWideRead) {
    throw verb === "create" ? badRequest("an empty namespace may not be set during creation") : methodNotAllowed();
  }
  if (!definition.namespaced && namespace !== "" && !isNamespaceItself(definition, target)) throw noSuchResource();
  const onCollection = ["create", "list", "deletecollection"].includes(verb);
  if (name !== "" && verb === "create") throw methodNotAllowed();
  if (name === "" && !onCollection && verb !== "watch") throw methodNotAllowed();
  if (info.method === "HEAD") throw methodNotAllowed();
}

const isNamespaceItself = (
  { kind, group }: ResourceDefinition,
  { name, namespace }: ResourceExchange["target"],
): boolean => group === "" && kind === "Namespace" && name === namespace;
