import { stringify as toYaml } from "yaml";
import type { Cluster } from "../cluster.ts";
import { isJsonObject, textAt, valueAt } from "../objects/json-value.ts";
import { badRequest, methodNotAllowed, notFound, StatusError } from "../objects/status-error.ts";
import { keyOf, type ResourceDefinition } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import type { ListSnapshots } from "../storage/list-snapshots.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { createObject } from "../verbs/create.ts";
import { type DeleteOptions, type Deletion, deleteObject } from "../verbs/delete.ts";
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

export type ResourceHandlerOptions = { cluster: Cluster; snapshots: ListSnapshots; bookmarkIntervalMs: number };

/** Answers a request for a resource this server stores itself. */
export async function handleResource(
  options: ResourceHandlerOptions,
  served: Served,
  exchange: ResourceExchange,
): Promise<void> {
  const { cluster, snapshots } = options;
  const { target, info, request } = exchange;
  assertScope(served, exchange);
  const { query } = info;
  const { namespace } = target;
  const dryRun = isDryRun(query);
  switch (target.verb) {
    case "get":
      return answer(exchange, served, 200, existing(cluster, served, exchange));
    case "list": {
      const { format } = negotiate(request.headers.accept, query.get("includeObject"));
      const page = listObjects(cluster, snapshots, served, namespace, query);
      const metadata = {
        resourceVersion: String(page.revision),
        ...(page.continue === undefined ? {} : { continue: page.continue }),
        ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
      };
      return send(exchange, 200, listText(page.items, metadata, served, format));
    }
    case "watch":
      return streamWatch(options, served, exchange);
    case "create": {
      const draft = await readObject(request);
      return answer(exchange, served, 201, createObject(cluster, served, draft, { namespace, dryRun }));
    }
    case "update": {
      const draft = await readObject(request);
      const subresource = target.subresource === "status" ? "status" : "";
      const updated = updateObject(cluster, served, existing(cluster, served, exchange), draft, {
        subresource,
        dryRun,
      });
      return answer(exchange, served, 200, updated);
    }
    case "patch": {
      const type = mediaType(request);
      assertPatchType(type);
      const text = (await readBody(request)).toString("utf8");
      const subresource = target.subresource === "status" ? "status" : "";
      const patched = patchObject(
        cluster,
        served,
        existing(cluster, served, exchange),
        { type, text },
        { subresource, dryRun },
      );
      return answer(exchange, served, 200, patched);
    }
    case "delete": {
      const deleteOptions = deleteOptionsOf(await readOptionalJson(request), query);
      const found = existing(cluster, served, exchange);
      return answerDeletion(exchange, served, deleteObject(cluster, served.definition, found, deleteOptions));
    }
    case "deletecollection": {
      const deleteOptions = deleteOptionsOf(await readOptionalJson(request), query);
      const selection = selectionOf(served.definition, namespace, query);
      const selected = cluster.store.list(keyOf(served.definition), namespace).filter(selection.matches);
      const deleted = selected.map((stored) => deleteObject(cluster, served.definition, stored, deleteOptions).stored);
      return send(
        exchange,
        200,
        listText(deleted, { resourceVersion: String(cluster.store.revision) }, served, { kind: "object" }),
      );
    }
    default:
      throw methodNotAllowed();
  }
}

function existing({ store }: Cluster, { definition }: Served, { target }: ResourceExchange): StoredObject {
  const stored = store.get(keyOf(definition), definition.namespaced ? target.namespace : "", target.name);
  if (stored === undefined) throw notFound(definition, target.name);
  return stored;
}

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
  const { definition } = served;
  if (!gone || definition.returnsDeleted) return answer(exchange, served, 200, stored);
  const { name, uid } = stored.object.metadata;
  const details = {
    name,
    ...(definition.group === "" ? {} : { group: definition.group }),
    kind: definition.plural,
    uid,
  };
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details };
  return send(exchange, 200, JSON.stringify(status));
}

function assertScope({ definition, version }: Served, { target, info }: ResourceExchange): void {
  const { subresource, rest, namespace, name, verb } = target;
  const statusOnly = subresource === "status" && version.status && ["get", "update", "patch"].includes(verb);
  if ((subresource !== "" && !statusOnly) || rest.length > 0) throw pageNotFound();
  const clusterWideRead = namespace === "" && ["list", "watch"].includes(verb);
  if (definition.namespaced && namespace === "" && !clusterWideRead) {
    throw verb === "create" ? badRequest("an empty namespace may not be set during creation") : methodNotAllowed();
  }
  if (!definition.namespaced && namespace !== "" && !isNamespaceItself(definition, name, namespace))
    throw pageNotFound();
  const onCollection = ["create", "list", "deletecollection"].includes(verb);
  if (name !== "" && verb === "create") throw methodNotAllowed();
  if (name === "" && !onCollection && verb !== "watch") throw methodNotAllowed();
  if (info.method === "HEAD" && verb !== "get" && verb !== "list") throw methodNotAllowed();
}

const isNamespaceItself = ({ kind, group }: ResourceDefinition, name: string, namespace: string): boolean =>
  group === "" && kind === "Namespace" && name === namespace;

/** What is no path of the API at all is answered in plain text, as by kube-apiserver's mux. */
export const pageNotFound = (): StatusError => new StatusError(404, "", "404 page not found");

function isDryRun(query: URLSearchParams): boolean {
  const asked = query.getAll("dryRun");
  if (asked.length === 0) return false;
  if (asked.length === 1 && asked[0] === "All") return true;
  throw new StatusError(
    422,
    "Invalid",
    `CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ${JSON.stringify(asked)}: supported values: "All"`,
  );
}

function deleteOptionsOf(body: unknown, query: URLSearchParams): DeleteOptions {
  const given = isJsonObject(body) ? body : {};
  const uid = textAt(given, "preconditions", "uid");
  const resourceVersion = textAt(given, "preconditions", "resourceVersion");
  const grace = valueAt(given, "gracePeriodSeconds") ?? query.get("gracePeriodSeconds");
  const policy = textAt(given, "propagationPolicy") || query.get("propagationPolicy");
  return {
    dryRun: isDryRun(query) || JSON.stringify(valueAt(given, "dryRun")) === '["All"]',
    ...(grace === null || grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(policy === null || policy === "" ? {} : { propagationPolicy: policy }),
    preconditions: {
      ...(uid === "" ? {} : { uid }),
      ...(resourceVersion === "" ? {} : { resourceVersion }),
    },
  };
}
