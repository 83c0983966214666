import { objectAt, textAt, textsAt, valueAt } from "../objects/json-value.ts";
import { groupVersion } from "../objects/kube-object.ts";
import type { GroupVersion } from "./group-versions.ts";

const versionEntry = (group: string, version: string) => ({ groupVersion: groupVersion(group, version), version });

export const apiVersions = () => ({
  kind: "APIVersions",
  versions: ["v1"],
  serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: "127.0.0.1" }],
});

export const apiGroupList = (all: readonly GroupVersion[]) => ({
  kind: "APIGroupList",
  apiVersion: "v1",
  groups: byGroup(all, false).map(([group, versions]) => groupEntry(group, versions)),
});

/** Undefined for a group nobody serves. */
export function apiGroup(all: readonly GroupVersion[], name: string) {
  const versions = all.filter(({ group }) => group === name);
  return versions.length === 0 ? undefined : { kind: "APIGroup", apiVersion: "v1", ...groupEntry(name, versions) };
}

function groupEntry(group: string, versions: readonly GroupVersion[]) {
  const entries = versions.map(({ version }) => versionEntry(group, version));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

export type AggregatedVersion = "v2" | "v2beta1";

/** Aggregated discovery (`APIGroupDiscoveryList`): of `/api` the core group, of `/apis` all others. */
export function apiGroupDiscoveryList(all: readonly GroupVersion[], core: boolean, form: AggregatedVersion) {
  const items = byGroup(all, core).map(([group, versions]) => ({
    metadata: { ...(group === "" ? {} : { name: group }), creationTimestamp: null },
    versions: versions.map(({ version, resources }) => ({
      version,
      ...(resources === undefined ? {} : { resources: discovered(group, version, resources) }),
      freshness: resources === undefined ? "Stale" : "Current",
    })),
  }));
  return { kind: "APIGroupDiscoveryList", apiVersion: `apidiscovery.k8s.io/${form}`, metadata: {}, items };
}

/** Legacy resources, subresources flat among them, to the nested form. */
function discovered(group: string, version: string, resources: readonly unknown[]) {
  const mains = resources.filter((resource) => !textAt(resource, "name").includes("/"));
  const known = new Set(mains.map((resource) => textAt(resource, "name")));
  // An API with subresources only (subresources.kubevirt.io) is listed under resources of that name without verbs.
  const orphans = resources
    .map((resource) => textAt(resource, "name").split("/", 1)[0] ?? "")
    .filter((name) => !known.has(name));
  const bare = [...new Set(orphans)].map((name) => ({ name, kind: "", verbs: [], namespaced: true }));
  return [...mains, ...bare].map((resource) => {
    const name = textAt(resource, "name");
    const subresources = resources.filter((other) => textAt(other, "name").startsWith(`${name}/`));
    const kind = textAt(resource, "kind");
    return {
      resource: name,
      ...(kind === "" ? {} : { responseKind: responseKind(group, version, resource) }),
      scope: valueAt(resource, "namespaced") === true ? "Namespaced" : "Cluster",
      singularResource: textAt(resource, "singularName"),
      verbs: textsAt(resource, "verbs"),
      ...optional("shortNames", textsAt(resource, "shortNames")),
      ...optional("categories", textsAt(resource, "categories")),
      ...(subresources.length === 0
        ? {}
        : {
            subresources: subresources.map((sub) => ({
              subresource: textAt(sub, "name").slice(name.length + 1),
              responseKind: responseKind(group, version, sub),
              verbs: textsAt(sub, "verbs"),
            })),
          }),
    };
  });
}

const optional = (key: string, values: string[]) => (values.length === 0 ? {} : { [key]: values });

function responseKind(group: string, version: string, resource: unknown) {
  const own = objectAt({ resource }, "resource");
  return {
    group: textAt(own, "group") || group,
    version: textAt(own, "version") || version,
    kind: textAt(own, "kind"),
  };
}

function byGroup(all: readonly GroupVersion[], core: boolean): [string, GroupVersion[]][] {
  const groups = new Map<string, GroupVersion[]>();
  for (const entry of all) {
    if ((entry.group === "") === core) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  return [...groups];
}
