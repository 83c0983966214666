import type { AggregatedGroup, Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { answering, send, sendJson } from "./answering.ts";
import type { Application } from "./application.ts";
import { readDocument, toWritten } from "./body.ts";
import { type Definition, definitions, groupName, version } from "./definitions.ts";
import { openApiDocument, resourceList } from "./discovery.ts";
import { Failure, methodNotAllowed, notFound } from "./failure.ts";
import { appliedDocument, isApply, patched } from "./patch.ts";
import { renderingFor } from "./rendering.ts";
import { selectorOf } from "./selectors.ts";
import { createApplicationStore } from "./store.ts";
import { matched, watchApplications } from "./watch.ts";
import { createWrites, type Target } from "./writes.ts";

/** `apps.cozystack.io`: VMInstance, VMDisk and Tenant, each kept as a HelmRelease. */
export const appsGroup = (client: KubeClient, era: Era): AggregatedGroup => {
  const store = createApplicationStore(client, era);
  const writes = createWrites(client, store, era);

  const openApi = openApiDocument(era);

  const read = async ({ definition, namespace, name }: Target): Promise<Application> => {
    const found = await store.get(definition, namespace, name);
    if (!found) throw notFound(groupName, definition.plural, name);
    return found;
  };

  const list = async (call: Call, definition: Definition, namespace: string | undefined): Promise<void> => {
    const { query } = call;
    if (query.get("watch") === "true" || query.get("watch") === "1") {
      return watchApplications(call, store, definition, namespace);
    }
    if (query.has("resourceVersionMatch") && !query.get("resourceVersion")) {
      throw new Failure(422, "Invalid", "resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    const isWanted = selectorOf(query);
    const items = (await store.list(definition, namespace)).filter((it) => matched(it, isWanted));
    const newest = Math.max(0, ...items.map(({ metadata }) => Number(metadata.resourceVersion)));
    const rendering = renderingFor(call.headers.accept, query);
    const body = rendering.list(items, { resourceVersion: `${newest}` }, `${groupName}/${version}`, definition.kind);
    send(call, 200, rendering.contentType, rendering.text(body));
  };

  const answer = (call: Call, code: number, application: Application): void => {
    const rendering = renderingFor(call.headers.accept, call.query);
    send(call, code, rendering.contentType, rendering.text(rendering.one(application)));
  };

  const patchOne = async (call: Call, target: Target): Promise<void> => {
    if (isApply(call) && !(await store.get(target.definition, target.namespace, target.name))) {
      const written = toWritten(await appliedDocument(call));
      const metadata = { ...written.metadata, name: target.name };
      return answer(call, 201, await writes.create(target.definition, target.namespace, { ...written, metadata }));
    }
    const written = toWritten(await patched(call, await read(target)));
    answer(call, 200, await writes.replace(target, written));
  };

  const one = async (call: Call, target: Target): Promise<void> => {
    switch (call.method) {
      case "GET":
        return answer(call, 200, await read(target));
      case "PUT":
        return answer(call, 200, await writes.replace(target, toWritten(await readDocument(call))));
      case "PATCH":
        return patchOne(call, target);
      case "DELETE":
        await writes.remove(target);
        return sendJson(call, 200, {
          kind: "Status",
          apiVersion: "v1",
          metadata: {},
          status: "Success",
          details: { name: target.name, kind: target.definition.kind },
        });
      default:
        throw methodNotAllowed();
    }
  };

  const collection = async (call: Call, definition: Definition, namespace: string | undefined): Promise<void> => {
    if (call.method === "GET") return list(call, definition, namespace);
    if (call.method !== "POST" || namespace === undefined) throw methodNotAllowed();
    const written = toWritten(await readDocument(call));
    answer(call, 201, await writes.create(definition, namespace, written));
  };

  const route = async (call: Call): Promise<void> => {
    const [, ...path] = call.path;
    if (path.length === 0) return sendJson(call, 200, resourceList);
    if (path[0] === "watch") {
      path.shift();
      call.query.set("watch", "true");
    }
    const [namespace, plural, name, ...rest] = path[0] === "namespaces" ? path.slice(1) : [undefined, ...path];
    const definition = definitions.find((it) => it.plural === plural);
    if (!definition || rest.length > 0 || (namespace === undefined && name !== undefined)) {
      throw new Failure(404, "NotFound", "the server could not find the requested resource");
    }
    if (name === undefined) return collection(call, definition, namespace);
    return one(call, { definition, namespace: namespace ?? "", name });
  };

  return {
    group: groupName,
    versions: [version],
    openApi: () => openApi,
    handle: (call) => answering(call, route),
  };
};
