import { createInformer, type Informer } from "./client/informer.ts";
import { isStatus } from "./client/status-error.ts";
import { openTransport } from "./client/transport.ts";
import { apiVersionOf, type Kind, type KubeObject } from "./object.ts";

export type Ref = { namespace?: string; name: string };
export type Selection = { namespace?: string; labelSelector?: string; fieldSelector?: string };

export type DeleteOptions = { gracePeriodSeconds?: number };

/** Changes one object as a JSON merge patch: what is named is replaced, null removes. */
export type MergePatch = Record<string, unknown>;

/** The Kubernetes API as the platform's own components use it: typed by `Kind`, one connection pool. */
export type KubeClient = {
  /** Undefined when there is no such object. */
  get: <T extends KubeObject>(kind: Kind<T>, ref: Ref) => Promise<T | undefined>;
  list: <T extends KubeObject>(kind: Kind<T>, selection?: Selection) => Promise<T[]>;
  create: <T extends KubeObject>(kind: Kind<T>, object: T) => Promise<T>;
  update: <T extends KubeObject>(kind: Kind<T>, object: T) => Promise<T>;
  /** Undefined when there is no such object. */
  mergePatch: <T extends KubeObject>(kind: Kind<T>, ref: Ref, patch: MergePatch) => Promise<T | undefined>;
  patchStatus: <T extends KubeObject>(kind: Kind<T>, ref: Ref, status: MergePatch) => Promise<T | undefined>;
  /** No error when there is no such object. */
  delete: <T extends KubeObject>(kind: Kind<T>, ref: Ref, options?: DeleteOptions) => Promise<void>;
  /** The first caller of a selection starts it, later ones share it; all end with the client. */
  informer: <T extends KubeObject>(kind: Kind<T>, selection?: Selection) => Informer<T>;
  dispose: () => Promise<void>;
};

/** Opens the API server that the kubeconfig file's current context names. */
export const connect = async (kubeconfig: string): Promise<KubeClient> => {
  const transport = await openTransport(kubeconfig);
  const informers = new Map<string, Informer<KubeObject>>();

  const json = async <T>(call: Parameters<typeof transport.json>[0]): Promise<T> =>
    // The path was built from a Kind<T>, so the API server answers that kind.
    (await transport.json(call)) as T;

  const orMissing = <T>(answer: Promise<T>): Promise<T | undefined> =>
    answer.catch((error: unknown) => {
      if (isStatus(error, 404)) return undefined;
      throw error;
    });

  const list = async <T extends KubeObject>(kind: Kind<T>, selection: Selection, signal?: AbortSignal) => {
    const { items, metadata } = await json<{ items: T[]; metadata: { resourceVersion: string } }>({
      method: "GET",
      path: pathOf(kind, selection.namespace) + queryOf(selection),
      signal,
    });
    // Items of a built-in list carry neither apiVersion nor kind.
    const typed = items.map((item) => ({ ...item, apiVersion: apiVersionOf(kind), kind: kind.kind }));
    return { items: typed, resourceVersion: metadata.resourceVersion };
  };

  const patch = <T extends KubeObject>(kind: Kind<T>, ref: Ref, body: MergePatch, subresource = "") =>
    orMissing(
      json<T>({
        method: "PATCH",
        path: pathOf(kind, ref.namespace, ref.name) + subresource,
        body,
        contentType: "application/merge-patch+json",
      }),
    );

  return {
    get: (kind, ref) => orMissing(json({ method: "GET", path: pathOf(kind, ref.namespace, ref.name) })),
    list: async (kind, selection = {}) => (await list(kind, selection)).items,
    create: (kind, object) =>
      json({
        method: "POST",
        path: pathOf(kind, object.metadata.namespace),
        body: { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object },
      }),
    update: (kind, object) =>
      json({
        method: "PUT",
        path: pathOf(kind, object.metadata.namespace, object.metadata.name),
        body: { apiVersion: apiVersionOf(kind), kind: kind.kind, ...object },
      }),
    mergePatch: (kind, ref, body) => patch(kind, ref, body),
    patchStatus: (kind, ref, status) => patch(kind, ref, { status }, "/status"),
    delete: async (kind, ref, options) => {
      await orMissing(json({ method: "DELETE", path: pathOf(kind, ref.namespace, ref.name), body: options }));
    },
    informer: <T extends KubeObject>(kind: Kind<T>, selection: Selection = {}) => {
      const base = pathOf(kind, selection.namespace);
      const key = base + queryOf(selection);
      const known =
        informers.get(key) ??
        createInformer<KubeObject>({
          list: (signal) => list(kind, selection, signal),
          watch: (resourceVersion, signal) =>
            transport.stream({
              method: "GET",
              path: base + queryOf(selection, { watch: "true", allowWatchBookmarks: "true", resourceVersion }),
              signal,
            }),
        });
      informers.set(key, known);
      // One path holds one kind, so the shared informer is of the same T.
      return known as unknown as Informer<T>;
    },
    dispose: async () => {
      for (const informer of informers.values()) informer.dispose();
      await transport.dispose();
    },
  };
};

const pathOf = (kind: Kind<KubeObject>, namespace?: string, name?: string): string =>
  [
    kind.group === "" ? "/api" : `/apis/${kind.group}`,
    kind.version,
    ...(namespace !== undefined && kind.namespaced ? ["namespaces", encodeURIComponent(namespace)] : []),
    kind.resource,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join("/");

const queryOf = (selection: Selection, more: Record<string, string> = {}): string => {
  const query = new URLSearchParams(more);
  if (selection.labelSelector) query.set("labelSelector", selection.labelSelector);
  if (selection.fieldSelector) query.set("fieldSelector", selection.fieldSelector);
  return query.size === 0 ? "" : `?${query}`;
};
