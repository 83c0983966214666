import type { Aggregation } from "../aggregation/aggregation.ts";
import { isJsonObject, listAt } from "../objects/json-value.ts";
import { compareVersions } from "../resources/custom.ts";
import type { ResourceRegistry } from "../resources/registry.ts";
import { type ApiResource, apiResources, REVIEW_RESOURCES } from "./api-resources.ts";

/** One served API version; `resources` is undefined while the server behind it does not answer. */
export type GroupVersion = { group: string; version: string; resources: unknown[] | undefined };

/** All served versions, by group and then by priority: own ones from the registry, aggregated ones asked of their servers. */
export async function groupVersions(registry: ResourceRegistry, aggregation: Aggregation): Promise<GroupVersion[]> {
  const own = ownGroupVersions(registry);
  const aggregated = await Promise.all(
    aggregation.backends().map(async (backend): Promise<GroupVersion> => {
      const { group, version } = backend;
      try {
        const list = await aggregation.fetchJson(backend, `/apis/${group}/${version}`);
        return { group, version, resources: listAt(list, "resources").filter(isJsonObject) };
      } catch {
        return { group, version, resources: undefined };
      }
    }),
  );
  const hidden = new Set(aggregated.map(({ group, version }) => `${group}/${version}`));
  const all = [...own.filter(({ group, version }) => !hidden.has(`${group}/${version}`)), ...aggregated];
  return all.sort((left, right) =>
    left.group === right.group ? compareVersions(left.version, right.version) : left.group < right.group ? -1 : 1,
  );
}

export function ownGroupVersions(registry: ResourceRegistry): GroupVersion[] {
  const found = new Map<string, { group: string; version: string; resources: ApiResource[] }>();
  const add = (group: string, version: string, resources: ApiResource[]): void => {
    const key = `${group}/${version}`;
    const entry = found.get(key) ?? { group, version, resources: [] };
    entry.resources.push(...resources);
    found.set(key, entry);
  };
  for (const definition of registry.all()) {
    for (const version of definition.versions) add(definition.group, version.name, apiResources(definition, version));
  }
  for (const [group, resources] of Object.entries(REVIEW_RESOURCES)) add(group, "v1", resources);
  return [...found.values()];
}
