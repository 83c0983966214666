import type { AggregatedGroup } from "./group.ts";

/** What `/apis/{group}` says. The first version is the preferred one. */
export const toApiGroup = ({ group, versions }: AggregatedGroup) => {
  const all = versions.map((version) => ({ groupVersion: `${group}/${version}`, version }));
  return { kind: "APIGroup", apiVersion: "v1", name: group, versions: all, preferredVersion: all[0] };
};

export const groupList = (groups: readonly AggregatedGroup[]) => ({
  kind: "APIGroupList",
  apiVersion: "v1",
  groups: groups.map(toApiGroup),
});

export const openapiIndex = (groups: readonly AggregatedGroup[]) => ({
  paths: Object.fromEntries(
    groups
      .filter((group) => group.openApi)
      .flatMap(({ group, versions }) => versions.map((version) => `apis/${group}/${version}`))
      .map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }]),
  ),
});
