import type { Call } from "../aggregated/group.ts";
import { type Definition, groupName, version } from "./definitions.ts";
import { isTrue } from "./query-options.ts";
import type { Rendering } from "./rendering.ts";
import { isSelected, type Selector } from "./selectors.ts";
import type { ApplicationStore } from "./store.ts";

const bookmarkEveryMs = 60_000;
const shortestWatchMs = 30 * 60_000;

/**
 * Answers a watch the way Cozystack does (platform-api.md 10.2.4): always a replay as ADDED, never 410, bookmarks only when
 * no version was given, and a clean end of the stream at the time limit.
 */
export const watchApplications = async (
  call: Call,
  store: ApplicationStore,
  definition: Definition,
  namespace: string | undefined,
  selector: Selector,
  rendering: Rendering,
): Promise<void> => {
  const { query, response } = call;
  const sendsInitial = isTrue(query.get("sendInitialEvents"));
  const given = query.get("resourceVersion") ?? "";
  const fromStart = sendsInitial || given === "" || given === "0";
  const after = fromStart ? 0 : Number(given) || 0;
  const shown = new Set<string>();

  response.writeHead(200, { "content-type": "application/json", "transfer-encoding": "chunked" });
  response.flushHeaders();
  const send = (type: string, object: unknown) => response.write(`${JSON.stringify({ type, object })}\n`);

  let latest = 0;
  const bookmark = (annotations?: Record<string, string>) =>
    send("BOOKMARK", {
      kind: definition.kind,
      apiVersion: `${groupName}/${version}`,
      metadata: { resourceVersion: `${latest}`, creationTimestamp: null, ...(annotations && { annotations }) },
      spec: null,
      status: {},
    });

  const leave = await store.follow(definition, namespace, ({ type, application }) => {
    const { uid = "", resourceVersion = "0" } = application.metadata;
    latest = Math.max(latest, Number(resourceVersion));
    const matches = isSelected(selector, application);
    if (type === "deleted" || !matches) {
      if (shown.delete(uid) || (type === "deleted" && matches)) send("DELETED", rendering.event(application));
      return;
    }
    const isNew = type === "added" || !shown.has(uid);
    const isKnownToClient = isNew && type === "added" && Number(resourceVersion) <= after;
    shown.add(uid);
    if (!isKnownToClient) send(isNew ? "ADDED" : "MODIFIED", rendering.event(application));
  });
  if (fromStart) bookmark({ "k8s.io/initial-events-end": "true" });

  const bookmarks = fromStart ? setInterval(bookmark, bookmarkEveryMs) : undefined;
  const limit = setTimeout(() => response.end(), timeLimitMs(query));
  const stop = () => {
    clearInterval(bookmarks);
    clearTimeout(limit);
    leave();
  };
  if (response.destroyed) stop();
  else response.on("close", stop);
};

/** A longer timeoutSeconds than the server's own limit of 30 to 60 minutes does not help. */
const timeLimitMs = (query: URLSearchParams): number => {
  const own = shortestWatchMs * (1 + Math.random());
  const asked = Number(query.get("timeoutSeconds")) * 1_000;
  return asked > 0 ? Math.min(asked, own) : own;
};
