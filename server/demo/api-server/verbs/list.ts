import type { Cluster } from "../cluster.ts";
import { badRequest, expired, tooLargeResourceVersion } from "../objects/status-error.ts";
import { keyOf } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import type { ListSnapshots, Page } from "../storage/list-snapshots.ts";
import { selectionOf } from "./selection.ts";

export function listObjects(
  { store }: Cluster,
  snapshots: ListSnapshots,
  { definition }: Served,
  namespace: string,
  query: URLSearchParams,
): Page {
  const limit = Number(query.get("limit") ?? "0");
  if (!Number.isInteger(limit) || limit < 0) throw badRequest(`invalid limit: ${query.get("limit")}`);
  const token = query.get("continue") ?? "";
  if (token !== "") return snapshots.next(token, limit);
  const selection = selectionOf(definition, namespace, query);
  const asked = parseResourceVersion(query);
  if (asked > store.revision) throw tooLargeResourceVersion(asked, store.revision);
  if (query.get("resourceVersionMatch") === "Exact" && asked < store.revision) {
    throw expired("The resourceVersion for the provided list is too old.");
  }
  const all = store.list(keyOf(definition), namespace).filter(selection.matches);
  return snapshots.first(all, store.revision, limit);
}

export function parseResourceVersion(query: URLSearchParams): number {
  const text = query.get("resourceVersion") ?? "";
  if (text === "") return 0;
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}
