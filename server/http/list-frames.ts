import { encodeTable } from "#lib/api/row-encoder.ts";
import type { DeltaEvent, SnapshotEvent } from "#lib/api/stream-events.ts";
import type { ListEvent } from "../live/list-event.ts";
import type { TenantList } from "../live/tenant-list.ts";
import { eventFrame, type Frame } from "./event-pipe.ts";

type Delta = Extract<ListEvent, { type: "delta" }>;

/** A snapshot is as good as new for whoever is told so many rows besides. */
const mostRowsBesides = 250;

/** What is sent of lists, each written once for all who look at it. */
export const createListFrames = () => {
  const snapshots = new WeakMap<TenantList, { version: number; frame: Frame }>();
  const deltas = new WeakMap<Delta, Frame>();

  const deltaFrame = ({ tenant, epoch }: TenantList, since: number, delta: Omit<Delta, "type">): Frame => {
    const { version, asOf, missing, remove } = delta;
    const upsert = encodeTable(delta.upsert);
    return eventFrame({
      type: "delta",
      tenant,
      epoch,
      since,
      version,
      asOf,
      missing,
      upsert,
      remove,
    } satisfies DeltaEvent);
  };
  const snapshot = (list: TenantList): Frame[] => {
    const read = list.read();
    if (read.state === "failed") return [];
    const { rows, ...head } = read.data;
    const event: SnapshotEvent = { type: "snapshot", tenant: list.tenant, ...head, rows: encodeTable(rows) };
    const frame = eventFrame(event);
    snapshots.set(list, { version: head.version, frame });
    return [frame];
  };
  const since = (list: TenantList, version: number, most = Number.POSITIVE_INFINITY): Frame[] | null => {
    const changes = list.changesSince(version);
    if (!changes || changes.upsert.length > most) return null;
    return [deltaFrame(list, version, { ...changes, ...list.head() })];
  };

  return {
    /** The change of one version, for whoever has the one before. */
    delta: (list: TenantList, delta: Delta): Frame => {
      const known = deltas.get(delta);
      if (known) return known;
      const frame = deltaFrame(list, delta.version - 1, delta);
      deltas.set(delta, frame);
      return frame;
    },
    /** All that makes somebody current who has `version`, null for nothing; empty while there is no list. */
    current: (list: TenantList, version: number | null): Frame[] => {
      const resumed = version === null ? null : since(list, version);
      if (resumed) return resumed;
      const known = snapshots.get(list);
      if (!known) return snapshot(list);
      if (known.version === list.version) return list.problem() ? [] : [known.frame];
      const besides = since(list, known.version, mostRowsBesides);
      return besides ? [known.frame, ...besides] : snapshot(list);
    },
  };
};

export type ListFrames = ReturnType<typeof createListFrames>;
