import type { AggregatedGroup, Call } from "../aggregated/group.ts";
import type { WatchTimes } from "../aggregated/watch-stream.ts";
import type { KubeClient } from "../client.ts";
import type { OnWrite } from "../crash.ts";
import type { Era } from "../eras/era.ts";
import type { SecondReplica } from "../second-replica.ts";
import type { SharedLabels } from "../shared-labels.ts";
import { answering, send, sendJson } from "./answering.ts";
import type { Application } from "./application.ts";
import { readDocument, readText, toWritten } from "./body.ts";
import { type Definition, groupName, version } from "./definitions.ts";
import { openApiDocument, resourceList } from "./discovery.ts";
import { badRequest, Failure, methodNotAllowed, notFound } from "./failure.ts";
import { validateFields } from "./field-validation.ts";
import { appliedDocument, isApply, patched } from "./patch.ts";
import { assertDeleteOptions, assertListOptions, assertPatchOptions, isTrue } from "./query-options.ts";
import { type Rendering, renderingFor } from "./rendering.ts";
import { selectorOf } from "./selectors.ts";
import type { ServedKinds } from "./served-kinds.ts";
import { type ApplicationStore, createApplicationStore } from "./store.ts";
import { watchApplications } from "./watch.ts";
import { limited } from "./write-limit.ts";
import { type ApplicationWrites, createWrites, type Target } from "./writes.ts";

type Options = {
  kinds: ServedKinds;
  onWrite: OnWrite;
  watchTimes: WatchTimes;
  secondReplica: SecondReplica;
  sharedLabels: SharedLabels;
};

/** `apps.cozystack.io`: VMInstance, VMDisk and Tenant, each kept as a HelmRelease. Opened, it reads them before anybody asks. */
export const appsGroup = (
  client: KubeClient,
  era: Era,
  options: Options,
): AggregatedGroup & Pick<ApplicationStore, "open"> => {
  const { kinds, onWrite, secondReplica, sharedLabels } = options;
  const replica = (store: ApplicationStore) => {
    const writes = createWrites({ client, store, era, releaseLabels: sharedLabels.forReplica() });
    const route = createRoute({ ...options, store, writes: limited(writes, onWrite) });
    return (call: Call) => answering(call, route);
  };
  const store = createApplicationStore(client, era);
  const first = replica(store);
  const second = replica(createApplicationStore(client, era, secondReplica.view));
  return {
    open: store.open,
    group: groupName,
    versions: [version],
    openApi: () => openApiDocument(era, kinds.all()),
    // Discovery is the same of both, and asked by the API server in between.
    handle: (call) => (call.path.length > 1 && secondReplica.isNext() ? second(call) : first(call)),
  };
};

type Replica = Pick<Options, "kinds" | "watchTimes"> & { store: ApplicationStore; writes: ApplicationWrites };

/** How one replica answers, by its own cache. */
const createRoute = ({ kinds, watchTimes, store, writes }: Replica) => {
  const read = async ({ definition, namespace, name }: Target): Promise<Application> => {
    const found = await store.get(definition, namespace, name);
    if (!found) throw notFound(groupName, definition.plural, name);
    return found;
  };

  const list = async (call: Call, definition: Definition, namespace: string | undefined): Promise<void> => {
    const rendering = renderingFor(call.headers.accept, call.query);
    const isWatch = isTrue(call.query.get("watch"));
    assertListOptions(call.query, isWatch);
    const selector = selectorOf(call.query);
    if (isWatch) return watchApplications(call, store, definition, namespace, selector, rendering, watchTimes);
    const labelled = (await store.list(definition, namespace)).filter((it) =>
      selector.labels(it.metadata.labels ?? {}),
    );
    const items = labelled.filter(({ metadata }) => selector.fields(metadata.name, metadata.namespace ?? ""));
    const metadata = namesOtherNamespace(call.query, namespace) ? {} : { resourceVersion: newest(labelled) };
    const list = [items, metadata, `${groupName}/${version}`, definition.kind] as const;
    const parts = rendering.listParts?.(...list) ?? [rendering.text(rendering.list(...list))];
    await send(call, 200, rendering.contentType, parts);
  };

  const patchOne = async (call: Call, target: Target): Promise<[code: number, application: Application]> => {
    const { definition, namespace, name } = target;
    assertPatchOptions(call.query, isApply(call));
    if (isApply(call) && !(await store.get(definition, namespace, name))) {
      const document = await appliedDocument(call);
      validateFields(call, definition, document);
      const written = toWritten(definition, document);
      const metadata = { ...written.metadata, name };
      return [201, await writes.create(definition, namespace, { ...written, metadata })];
    }
    const document = await patched(call, await read(target));
    validateFields(call, definition, document);
    return [200, await writes.replace(target, toWritten(definition, document))];
  };

  const one = async (call: Call, target: Target): Promise<void> => {
    const rendering = renderingFor(call.headers.accept, call.query);
    switch (call.method) {
      case "GET":
        return answer(call, 200, await read(target), rendering);
      case "PUT": {
        const document = await readDocument(call);
        validateFields(call, target.definition, document);
        const written = toWritten(target.definition, document);
        if (written.metadata.name === undefined) {
          throw badRequest(
            `the name of the object (${target.name} based on URL) was undeterminable: name must be provided`,
          );
        }
        return answer(call, 200, await writes.replace(target, written), rendering);
      }
      case "PATCH":
        return answer(call, ...(await patchOne(call, target)), rendering);
      case "DELETE":
        assertDeleteOptions(call.query, await deleteOptionsOf(call));
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
    const rendering = renderingFor(call.headers.accept, call.query);
    const document = await readDocument(call);
    validateFields(call, definition, document);
    const written = toWritten(definition, document);
    return answer(call, 201, await writes.create(definition, namespace, written), rendering);
  };

  const route = async (call: Call): Promise<void> => {
    const [, ...path] = call.path;
    if (path.length === 0) return sendJson(call, 200, resourceList(kinds.all()));
    const isLegacyWatch = path[0] === "watch";
    if (isLegacyWatch) path.shift();
    const [namespace, plural, name, ...rest] = path[0] === "namespaces" ? path.slice(1) : [undefined, ...path];
    const definition = kinds.all().find((it) => it.plural === plural);
    if (!definition || rest.length > 0 || (namespace === undefined && name !== undefined)) {
      throw new Failure(404, "NotFound", "the server could not find the requested resource", {});
    }
    if (isLegacyWatch) {
      if (call.method !== "GET") throw methodNotAllowed();
      call.query.set("watch", "true");
      if (name !== undefined) call.query.set("fieldSelector", `metadata.name=${name}`);
      return list(call, definition, namespace);
    }
    if (name === undefined) return collection(call, definition, namespace);
    return one(call, { definition, namespace: namespace ?? "", name });
  };

  return route;
};

const answer = (call: Call, code: number, application: Application, rendering: Rendering): Promise<void> =>
  send(call, code, rendering.contentType, [rendering.text(rendering.one(application))]);

/** The highest version among the items, "0" without any: it goes back when the newest is deleted (platform-api.md 10.2.4). */
const newest = (items: readonly Application[]): string =>
  `${items.reduce((highest, { metadata }) => Math.max(highest, Number(metadata.resourceVersion)), 0)}`;

/** Such a list is answered before anything is read, so it has no version. */
const namesOtherNamespace = (query: URLSearchParams, namespace: string | undefined): boolean => {
  const named = /(?:^|,)metadata\.namespace==?([^,]+)/.exec(query.get("fieldSelector") ?? "")?.[1];
  return namespace !== undefined && named !== undefined && named !== namespace;
};

const deleteOptionsOf = async (call: Call): Promise<unknown> => {
  const text = await readText(call);
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : text}`);
  }
};
