import type { Cluster } from "../cluster.ts";
import type { Format } from "../http/negotiation.ts";
import { apiVersionOf, objectText } from "../http/representation.ts";
import { isTrue } from "../http/request-info.ts";
import { expired, invalid, StatusError } from "../objects/status-error.ts";
import { keyOf } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import type { Change } from "../storage/resource-log.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { integerOf, parseResourceVersion } from "./list.ts";
import { type Selection, selectionOf } from "./selection.ts";

/** Where the events of a watch go; `write` answers false when the client does not keep up and is to be cut off. */
export type WatchSink = { write: (line: string) => boolean; end: () => void };

export type WatchRequest = { namespace: string; query: URLSearchParams; format: Format; bookmarkIntervalMs: number };

const INITIAL_EVENTS_END = { annotations: { "k8s.io/initial-events-end": "true" } };
const LONGEST_WATCH_SECONDS = 60 * 60;

/** Begins a watch and gives back what ends it. Throws StatusError for what is refused before the stream begins. */
export function openWatch(cluster: Cluster, served: Served, request: WatchRequest, sink: WatchSink): () => void {
  const { query, format } = request;
  const key = keyOf(served.definition);
  const log = cluster.store.log(key);
  const selection = selectionOf(served.definition, request.namespace, query);
  const from = parseResourceVersion(query, (why) => new StatusError(500, "", why));
  const bookmarks = isTrue(query.get("allowWatchBookmarks"));
  const initialEvents = wantsInitialEvents(query);
  const seconds = timeoutSeconds(query);
  let shown = format;

  const send = (type: string, stored: StoredObject): void => {
    const text = objectText(stored, served, shown);
    if (shown.kind === "table") shown = { ...shown, withoutColumns: true };
    if (!sink.write(`{"type":"${type}","object":${text}}\n`)) close();
  };
  const sendBookmark = (extra: object = {}): void => {
    const metadata = { resourceVersion: String(cluster.store.revision), creationTimestamp: null, ...extra };
    const kind =
      format.kind === "metadata"
        ? { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1" }
        : { kind: served.definition.kind, apiVersion: apiVersionOf(served) };
    sink.write(`${JSON.stringify({ type: "BOOKMARK", object: { ...kind, metadata } })}\n`);
  };
  const deliver = (change: Change): void => {
    const type = typeFor(change, selection);
    if (type !== undefined) send(type, change.current);
  };

  const unsubscribe = log.subscribe(deliver);
  const bookmarkTimer = bookmarks ? setInterval(sendBookmark, request.bookmarkIntervalMs) : undefined;
  const endTimer = setTimeout(() => close(), seconds * 1000);
  const close = (): void => {
    unsubscribe();
    clearInterval(bookmarkTimer);
    clearTimeout(endTimer);
    sink.end();
  };

  if (initialEvents ?? from === 0) {
    for (const stored of cluster.store.list(key, request.namespace))
      if (selection.matches(stored)) send("ADDED", stored);
    if (initialEvents && bookmarks) sendBookmark(INITIAL_EVENTS_END);
    return close;
  }
  const missed = log.since(from);
  if (missed !== undefined) {
    for (const change of missed) deliver(change);
    return close;
  }
  const status = expired(`too old resource version: ${from} (${log.forgottenUpTo})`).toStatus();
  sink.write(`${JSON.stringify({ type: "ERROR", object: status })}\n`);
  close();
  return close;
}

/** An object that enters the selection is ADDED, one that leaves it DELETED. */
function typeFor(change: Change, selection: Selection): Change["type"] | undefined {
  const namespace = change.current.object.metadata.namespace ?? "";
  if (selection.namespace !== "" && namespace !== selection.namespace) return undefined;
  const before = change.previous !== undefined && selection.matches(change.previous);
  const after = change.type !== "DELETED" && selection.matches(change.current);
  if (before && after) return "MODIFIED";
  if (after) return "ADDED";
  return before ? "DELETED" : undefined;
}

/** Undefined when the option is absent: then the resourceVersion decides. */
function wantsInitialEvents(query: URLSearchParams): boolean | undefined {
  const match = query.get("resourceVersionMatch") ?? "";
  const options = { group: "meta.k8s.io", kind: "ListOptions" };
  const refuse = (field: string, message: string): StatusError =>
    invalid(options, "", [{ reason: "FieldValueForbidden", field, message: `Forbidden: ${message}` }]);
  if (!query.has("sendInitialEvents")) {
    if (match === "") return undefined;
    throw refuse(
      "resourceVersionMatch",
      "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
    );
  }
  if (match !== "NotOlderThan") {
    throw refuse("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
  }
  return isTrue(query.get("sendInitialEvents"));
}

function timeoutSeconds(query: URLSearchParams): number {
  const asked = query.get("timeoutSeconds");
  // kube-apiserver cuts a watch after 30 to 60 minutes (min-request-timeout).
  if (asked === null || asked === "0") return (LONGEST_WATCH_SECONDS * (1 + Math.random())) / 2;
  return Math.min(integerOf(asked), 24 * LONGEST_WATCH_SECONDS);
}
