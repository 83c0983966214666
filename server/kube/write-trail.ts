import * as z from "zod";
import type { SharedStore } from "../store/shared-store.ts";
import { type Application, type AppRef, releaseMark } from "./apps.ts";

/** Values of a spec that a patch may write; nothing secret, as they are remembered in the store. */
export type Scalars = Readonly<Record<string, string | number | boolean>>;

export type TrailTiming = {
  /** How long a write may still be lost, or unknown to the server that answers next. */
  recentMs: number;
  /** How long a write may have left the release without its finalizer where nothing shows that it is back. */
  unsettledMs: number;
  /** The same after labels alone, which make the platform do nothing until its next round. */
  unsettledLabelsMs: number;
};

/** What the last writes of each application were, over all replicas: reads of the aggregated server are stale, its writes get lost. */
export type WriteTrail = {
  /** Keys written in the last seconds to the object of this uid; the next patch repeats them. */
  recent: (ref: AppRef, uid: string) => Promise<Scalars>;
  /** Whether it was made in the last seconds, so that "not found" may not be true. */
  isNew: (ref: AppRef) => Promise<boolean>;
  /** Whether the last write may have taken the release's finalizer away, and it is not known to be back: no delete then. */
  isUnsettled: (ref: AppRef, now: Application) => Promise<boolean>;
  /** Before a create, whose outcome may never be known. */
  noteCreate: (ref: AppRef) => Promise<void>;
  /** Before any other write, for the same reason. */
  noteUnsettled: (ref: AppRef, before: Application, what?: "spec" | "labels") => Promise<void>;
  /** After a patch that was accepted. */
  noteSpec: (ref: AppRef, uid: string, spec: Scalars) => Promise<void>;
};

const written = z.object({
  uid: z.string(),
  spec: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** How a release looks that has done nothing yet. */
const unbegun = JSON.stringify([null, null, ""]);

export const createWriteTrail = (store: SharedStore, timing: TrailTiming): WriteTrail => {
  const keyOf = (what: "new" | "spec" | "mark", { tenant, kind, name }: AppRef) =>
    `writes:${what}:${kind}/${tenant}/${name}`;

  const recent = async (ref: AppRef, uid: string): Promise<Scalars> => {
    const found = await store.get(keyOf("spec", ref));
    const last = found === null ? null : written.parse(JSON.parse(found));
    return last?.uid === uid ? last.spec : {};
  };

  return {
    recent,
    isNew: async (ref) => (await store.get(keyOf("new", ref))) !== null,
    isUnsettled: async (ref, now) => {
      const mark = await store.get(keyOf("mark", ref));
      return mark !== null && mark === releaseMark(now);
    },
    noteCreate: async (ref) => {
      await store.set(keyOf("new", ref), "", timing.recentMs);
      await store.set(keyOf("mark", ref), unbegun, timing.unsettledMs);
    },
    noteUnsettled: (ref, before, what = "spec") =>
      store.set(
        keyOf("mark", ref),
        releaseMark(before),
        what === "spec" ? timing.unsettledMs : timing.unsettledLabelsMs,
      ),
    noteSpec: async (ref, uid, spec) => {
      const all = { uid, spec: { ...(await recent(ref, uid)), ...spec } };
      await store.set(keyOf("spec", ref), JSON.stringify(all), timing.recentMs);
    },
  };
};
