import type { Cluster } from "../cluster.ts";
import { badRequest, expired, type StatusError, tooLargeResourceVersion } from "../objects/status-error.ts";
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
  const limit = integerOf(query.get("limit") ?? "0");
  const token = query.get("continue") ?? "";
  if (token !== "") return snapshots.next(token, limit);
  const selection = selectionOf(definition, namespace, query);
  const asked = parseResourceVersion(query, (why) => badRequest(`invalid resource version: ${why}`));
  if (asked > store.revision) throw tooLargeResourceVersion(asked, store.revision);
  if (query.get("resourceVersionMatch") === "Exact" && asked < store.revision) {
    throw expired("The resourceVersion for the provided list is too old.");
  }
  const all = store.list(keyOf(definition), namespace).filter(selection.matches);
  return snapshots.first(all, store.revision, limit);
}

/** What kube-apiserver says of a revision that is none differs between list and watch; the caller words it. */
export function parseResourceVersion(query: URLSearchParams, refusal: (why: string) => StatusError): number {
  const text = query.get("resourceVersion") ?? "";
  if (text === "") return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const quoted = JSON.stringify(text);
  throw refusal(`resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`);
}

export function integerOf(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
