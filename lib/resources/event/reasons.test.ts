import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { languages } from "../../i18n/languages.ts";
import { saidBy, saidKeys } from "./reasons.ts";

it.each([
  ["VirtualMachine", "SuccessfulCreate", false, "starts"],
  ["VirtualMachineInstance", "SuccessfulCreate", false, "place-made"],
  ["VirtualMachineInstance", "Stopped", false, "guest-stopped"],
  ["VirtualMachineInstance", "Stopped", true, "guest-crashed"],
  ["Pod", "FailedScheduling", true, "no-room"],
  ["VMInstance", "UpgradeFailed", true, "settings-failed"],
] as const)("%s %s (warning: %s) is said as %s", (kind, reason, isWarning, key) =>
  expect(saidBy(kind, reason, isWarning)).toBe(key),
);

it.each([
  // A pod's own steps are not the guest's.
  ["Pod", "Started"],
  ["ConfigMap", "SuccessfulCreate"],
  ["Pod", "constructor"],
  ["__proto__", "toString"],
  ["", ""],
])("%s %s is left to the cluster's words", (kind, reason) => expect(saidBy(kind, reason, false)).toBeNull());

it.each(languages)("%s has a sentence for each, and no other", (language) => {
  const file = join(import.meta.dirname, "../../i18n/messages", language, "activity.json");
  const { said } = JSON.parse(readFileSync(file, "utf8")) as { said: Record<string, string> };
  expect(Object.keys(said).sort()).toEqual([...saidKeys].sort());
});
