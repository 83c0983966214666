import type { Problem } from "../api/problem.ts";
import type { ManifestPatch } from "./edited.ts";
import type { FieldSchema } from "./field-schema.ts";
import type { Late } from "./late.ts";
import type { ObjectRef, Related } from "./related.ts";
import type { ShownText } from "./shown-text.ts";

/** Why nobody, or not this person, may edit it here. */
export type ManifestRefusal = "outside" | "deleting" | "contradictory" | "role";

/** One object of the cluster as text. */
export type ObjectView = ShownText & {
  ref: ObjectRef;
  /** Its secrets are shown: somebody asked for them. */
  isOpen: boolean;
};

/** A machine's own object, what of it may be edited, and what belongs to it. */
export type ManifestView = ObjectView & {
  /** The part that people edit; null where `refusal` says why not. */
  editable: string | null;
  refusal: ManifestRefusal | null;
  /** Of what was read: a write on another one is a conflict. */
  base: string;
  /** Null: the platform publishes none. */
  schema: FieldSchema | null;
  /** What the platform could not carry out of what is stored. */
  late: Late | null;
  related: Related[];
  /** Why its launcher pods are not among them. */
  unreadPods: Problem | null;
};

/** `base`: of the manifest that was edited. */
export type ManifestRequest = { base: string; patch: ManifestPatch };
