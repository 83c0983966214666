import type { VmChange } from "./change.ts";
import type { VmSettings } from "./settings.ts";
import { chosenSize } from "./size.ts";

export type ChangeKey = keyof VmChange;

// A change is parsed, so its keys are those of its type.
const keysOf = (change: VmChange): ChangeKey[] =>
  (Object.keys(change) as ChangeKey[]).filter((key) => change[key] !== undefined);

/** What settings say of what a change is about, in the change's form; undefined where they do not tell: cloud-init's text is not in them. */
export const settingAt = (settings: VmSettings, key: ChangeKey): VmChange[ChangeKey] => {
  switch (key) {
    case "size":
      return chosenSize(settings.size) ?? undefined;
    case "icmp":
      return settings.icmp ?? undefined;
    case "cloudInit":
      return settings.hasCloudInit ? undefined : "";
    default:
      return settings[key];
  }
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** Whether the settings are what a change asks for; null where nobody can tell. */
export const isHeld = (settings: VmSettings, change: VmChange): boolean | null => {
  const answers = keysOf(change).map((key) => {
    const now = settingAt(settings, key);
    return now === undefined && key === "cloudInit" ? null : isSame(now, change[key]);
  });
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
};

/** Of what a change is about: what became another since it was decided. What nobody can tell counts as changed. */
export const changedSince = (before: VmSettings, now: VmSettings, change: VmChange): ChangeKey[] =>
  keysOf(change).filter((key) => {
    const [was, is] = [settingAt(before, key), settingAt(now, key)];
    return (key === "cloudInit" && is === undefined) || !isSame(was, is);
  });
