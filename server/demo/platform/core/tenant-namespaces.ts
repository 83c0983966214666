import type { Call, Caller } from "../aggregated/group.ts";
import { initialEventsEnd, openWatchStream, type WatchTimes } from "../aggregated/watch-stream.ts";
import { Failure } from "../apps/failure.ts";
import { isTrue } from "../apps/query-options.ts";
import { isSelected, selectorOf } from "../apps/selectors.ts";
import type { KubeClient } from "../client.ts";
import { type Namespace, namespaces } from "../kinds/core.ts";
import { type RoleBinding, roleBindings, type Subject } from "../kinds/rbac.ts";
import type { KubeObject } from "../object.ts";

const seesAllGroups = ["system:masters", "cozystack-cluster-admin"];

/** Namespaces that a caller may use: those with a RoleBinding for the caller (platform-api.md 3.2). */
export type TenantNamespaces = {
  list: (caller: Caller) => Promise<KubeObject[]>;
  get: (caller: Caller, name: string) => Promise<KubeObject>;
  /**
   * Follows the namespaces alone: a binding that comes later shows nothing until its Namespace changes, then as MODIFIED
   * without an ADDED before. Selectors count here, unlike in a list.
   */
  watch: (call: Call) => Promise<void>;
};

export const createTenantNamespaces = (client: KubeClient, watchTimes: WatchTimes): TenantNamespaces => {
  const sources = async () => {
    const all = client.informer(namespaces);
    const bindings = client.informer(roleBindings);
    await Promise.all([all.ready, bindings.ready]);
    return { all: all.list().filter(({ metadata }) => metadata.name.startsWith("tenant-")), bindings: bindings.list() };
  };

  const isFor = (caller: Caller, bindings: RoleBinding[], namespace: string): boolean =>
    seesAll(caller) ||
    bindings.some(
      (binding) =>
        binding.metadata.namespace === namespace &&
        binding.subjects?.some((subject) => names(subject, caller, namespace)),
    );

  return {
    watch: async (call) => {
      const { caller, query } = call;
      await sources();
      const selector = selectorOf(query);
      const bindings = client.informer(roleBindings);
      const { send, repeat, onEnd } = openWatchStream(call, watchTimes);
      let isReplay = true;
      const leave = client.informer(namespaces).on(({ type, object }) => {
        const { name } = object.metadata;
        const shown = toTenantNamespace(object);
        if (!name.startsWith("tenant-") || !isSelected(selector, shown)) return;
        if (isFor(caller, bindings.list(), name)) send(isReplay ? "ADDED" : type.toUpperCase(), shown);
      });
      isReplay = false;
      onEnd(leave);
      const given = query.get("resourceVersion") ?? "";
      if (given !== "" && given !== "0" && !isTrue(query.get("sendInitialEvents"))) return;
      const bookmark = (annotations?: Record<string, string>) =>
        send("BOOKMARK", {
          kind: "TenantNamespace",
          apiVersion: "core.cozystack.io/v1alpha1",
          metadata: { resourceVersion: "0", creationTimestamp: null, ...(annotations && { annotations }) },
        });
      bookmark(initialEventsEnd);
      repeat(bookmark, watchTimes.bookmarkEveryMs);
    },

    list: async (caller) => {
      const { all, bindings } = await sources();
      return all
        .filter(({ metadata }) => isFor(caller, bindings, metadata.name))
        .map(toTenantNamespace)
        .sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
    },
    get: async (caller, name) => {
      const { all, bindings } = await sources();
      const found = all.find(({ metadata }) => metadata.name === name);
      if (found && isFor(caller, bindings, name)) return toTenantNamespace(found);
      const details = { name, group: "core.cozystack.io", kind: "tenantnamespaces" };
      if (!name.startsWith("tenant-") || seesAll(caller)) {
        throw new Failure(404, "NotFound", `tenantnamespaces.core.cozystack.io "${name}" not found`, details);
      }
      throw new Failure(
        403,
        "Forbidden",
        `tenantnamespaces.core.cozystack.io "${name}" is forbidden: no access to namespace`,
        details,
      );
    },
  };
};

const seesAll = ({ groups }: Caller): boolean => seesAllGroups.some((group) => groups.includes(group));

const names = (subject: Subject, caller: Caller, namespace: string): boolean => {
  if (subject.kind === "Group") return caller.groups.includes(subject.name);
  if (subject.kind === "User") return caller.name === subject.name;
  return caller.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
};

const toTenantNamespace = ({ metadata }: Namespace): KubeObject => ({
  kind: "TenantNamespace",
  apiVersion: "core.cozystack.io/v1alpha1",
  metadata: {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    creationTimestamp: metadata.creationTimestamp,
    ...(metadata.labels && { labels: metadata.labels }),
    ...(metadata.annotations && { annotations: metadata.annotations }),
  },
});
