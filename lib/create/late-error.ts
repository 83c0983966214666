import { troubleWords as says } from "../resources/troubles.ts";

/** What the platform says minutes after it accepted a create, by what a person can do about it: keys of messages `run.late`. */
export const lateCauses = [
  "quota",
  "source-missing",
  "source-refused",
  "source-away",
  "image-too-large",
  "image-unreadable",
  "image-gone",
  "class-gone",
  "no-room",
  "no-gpu",
  "disk-missing",
  "type-unknown",
  "profile-unknown",
  "type-too-small",
  "settings-refused",
  "no-address",
  "platform-image",
  "guest-crashes",
] as const;
export type LateCause = (typeof lateCauses)[number];

/** The first that fits counts: a text can hold the words of a more general one as well. */
const causes: readonly (readonly [LateCause, ...RegExp[]])[] = [
  ["quota", says.quota],
  ["type-too-small", says["size-too-small"]],
  ["no-gpu", says["no-device"]],
  ["no-room", says["no-memory"], says["no-cpu"], says["disk-elsewhere"], says["no-node-fits"], says.unschedulable],
  ["disk-missing", says["disk-missing"]],
  // First: the group of preferences is called instancetype.kubevirt.io, too.
  ["profile-unknown", says["profile-unknown"]],
  ["type-unknown", says["type-unknown"]],
  ["image-gone", says["copied-gone"]],
  ["image-too-large", says["disk-too-small"]],
  ["class-gone", says["class-gone"]],
  ["source-missing", says["source-gone"]],
  ["source-refused", says["source-refused"]],
  ["source-away", says["source-untrusted"], says["source-unreachable"], /Unable to connect to/i],
  ["image-unreadable", says["source-unreadable"], /unexpected EOF/i],
  ["no-address", says["no-address"]],
  ["platform-image", says["platform-image"]],
  ["guest-crashes", says["guest-crashes"]],
  ["settings-refused", says["values-refused"], says["size-unset"], /is invalid:|denied the request|execution error/i],
];

/** Longer texts say nothing more of the cause. */
const readCharacters = 1_000;

/** Null: nothing more can be said than the platform's own words. */
export const lateCauseOf = (text: string): LateCause | null => {
  const read = text.slice(0, readCharacters);
  return causes.find(([, ...words]) => words.some((each) => each.test(read)))?.[0] ?? null;
};
