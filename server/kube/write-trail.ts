import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { SharedStore } from "../store/shared-store.ts";
import { type AppChange, holds, mergedChange } from "./app-change.ts";
import { type Application, type AppRef, releaseMark, specHash } from "./apps.ts";

export type TrailTiming = {
  /** How long a write may still be lost, or unknown to the server that answers next. */
  recentMs: number;
  /** How long a write may have left the release without its finalizer where nothing shows that it is back. */
  unsettledMs: number;
  /** The same after labels or annotations alone, which make the platform do nothing until its next round. */
  unsettledLabelsMs: number;
};

/** What was written to one object in the last seconds. */
export type Recent = {
  /** Whether a read shows all of it. */
  isIn: (application: Application | null) => boolean;
  /** What the next patch repeats, by what a read shows: a value that is known by its digest alone is repeated only where it is. */
  from: (application: Application) => AppChange;
};

/** What the last writes of each application were, over all replicas: reads of the aggregated server are stale, its writes get lost. */
export type WriteTrail = {
  recent: (ref: AppRef, uid: string) => Promise<Recent>;
  /** Whether it was made in the last seconds, so that "not found" may not be true. */
  isNew: (ref: AppRef) => Promise<boolean>;
  /** Whether the last write may have taken the release's finalizer away, and it is not known to be back: no delete then. */
  isUnsettled: (ref: AppRef, now: Application) => Promise<boolean>;
  /** Before a create, whose outcome may never be known. */
  noteCreate: (ref: AppRef) => Promise<void>;
  /** Before any other write, for the same reason. */
  noteUnsettled: (ref: AppRef, before: Application, what?: "spec" | "labels") => Promise<void>;
  /** After a patch that was accepted; `answer` is what the cluster said that it made of it. */
  noteChange: (ref: AppRef, before: Application, change: AppChange, answer: Application | null) => Promise<void>;
};

/** Keys whose values may be remembered as they are. Any other may hold a password, and is known by a digest alone. */
const plainKeys: ReadonlySet<string> = new Set([
  ...["external", "externalMethod", "externalPorts", "externalAllowICMP", "runStrategy", "running"],
  ...["instanceType", "instanceProfile", "resources", "cpuModel", "gpus", "disks", "networks", "subnets"],
  ...["sshKeys", "cloudInitSeed", "storage", "storageClass", "optical"],
]);

const keptSchema = z.union([z.object({ value: z.unknown() }), z.object({ salt: z.string(), digest: z.string() })]);
type Kept = z.output<typeof keptSchema>;
const keptKeys = z.record(z.string(), keptSchema);
const writtenSchema = z.object({
  uid: z.string(),
  spec: keptKeys,
  annotations: keptKeys,
  labels: keptKeys.default({}),
});

const digestOf = (salt: string, value: unknown): string => specHash({ salt, value });

const kept = (value: unknown, isPlain: boolean): Kept => {
  if (isPlain || value === null) return { value };
  const salt = randomUUID();
  return { salt, digest: digestOf(salt, value) };
};

type Values = Readonly<Record<string, unknown>>;
const isThere = (was: Kept, value: unknown): boolean => "value" in was || digestOf(was.salt, value) === was.digest;

const repeated = (keys: Readonly<Record<string, Kept>>, now: Values): Values =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([key, was]) =>
      isThere(was, now[key]) ? [[key, "value" in was ? was.value : now[key]]] : [],
    ),
  );

const areThere = (keys: Readonly<Record<string, Kept>>, now: Values): boolean =>
  Object.entries(keys).every(([key, was]) => isThere(was, now[key]));

const textsSchema = z.record(z.string(), z.string().nullable());

const recentOf = ({ spec, annotations, labels }: Omit<z.output<typeof writtenSchema>, "uid">): Recent => {
  const from = (now: Application): AppChange => ({
    spec: repeated(spec, now.spec),
    annotations: textsSchema.parse(repeated(annotations, now.metadata.annotations)),
    labels: textsSchema.parse(repeated(labels, now.metadata.labels)),
  });
  return {
    from,
    isIn: (now) =>
      now !== null &&
      areThere(spec, now.spec) &&
      areThere(annotations, now.metadata.annotations) &&
      areThere(labels, now.metadata.labels) &&
      holds(from(now))(now),
  };
};

/** How a release looks that has done nothing yet. */
const unbegun = JSON.stringify([null, null, ""]);

export const createWriteTrail = (store: SharedStore, timing: TrailTiming): WriteTrail => {
  const keyOf = (what: "new" | "spec" | "mark", { tenant, kind, name }: AppRef) =>
    `writes:${what}:${kind}/${tenant}/${name}`;

  const recent = async (ref: AppRef, uid: string): Promise<Recent> => {
    const found = await store.get(keyOf("spec", ref));
    const last = found === null ? null : writtenSchema.parse(JSON.parse(found));
    return recentOf(last?.uid === uid ? last : { spec: {}, annotations: {}, labels: {} });
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
    noteChange: async (ref, before, change, answer) => {
      const { uid } = before.metadata;
      const all = mergedChange((await recent(ref, uid)).from(before), change);
      const spec = Object.entries(all.spec).map(([key, value]) =>
        plainKeys.has(key) ? [key, kept(value, true)] : [key, kept(answer?.spec[key] ?? value, false)],
      );
      const annotations = Object.entries(all.annotations).map(([key, value]) => [key, kept(value, false)]);
      const labels = Object.entries(all.labels ?? {}).map(([key, value]) => [key, kept(value, true)]);
      const written = {
        uid,
        spec: Object.fromEntries(spec),
        annotations: Object.fromEntries(annotations),
        labels: Object.fromEntries(labels),
      };
      await store.set(keyOf("spec", ref), JSON.stringify(written), timing.recentMs);
    },
  };
};
