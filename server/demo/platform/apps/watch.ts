import type { Call } from "../aggregated/group.ts";
import { initialEventsEnd, openWatchStream, type WatchTimes } from "../aggregated/watch-stream.ts";
import { type Definition, groupName, version } from "./definitions.ts";
import { isTrue } from "./query-options.ts";
import type { Rendering } from "./rendering.ts";
import { isSelected, type Selector } from "./selectors.ts";
import type { ApplicationStore } from "./store.ts";

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
  times: WatchTimes,
): Promise<void> => {
  const { query } = call;
  const sendsInitial = isTrue(query.get("sendInitialEvents"));
  const given = query.get("resourceVersion") ?? "";
  const fromStart = sendsInitial || given === "" || given === "0";
  const after = fromStart ? 0 : Number(given) || 0;
  const shown = new Set<string>();

  const stream = openWatchStream(call, times);
  const { send } = stream;

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
  stream.onEnd(leave);
  if (!fromStart) return;
  bookmark(initialEventsEnd);
  stream.repeat(bookmark, times.bookmarkEveryMs);
};
