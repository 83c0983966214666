import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { languages } from "../i18n/languages.ts";
import { gibibyte } from "../resources/quantity.ts";
import { type AdviceRule, adviceFindings, adviceOf, adviceRules, roomBytes, tallyOf } from "./advice.ts";
import type { AdviceDisk, AdviceFacts } from "./facts.ts";

const disk = (name: string, given: Partial<AdviceDisk> = {}): AdviceDisk => ({
  name,
  storageClass: "replicated",
  sizeBytes: 20 * gibibyte,
  optical: false,
  ...given,
});

/** Everything as it should be. */
const well: AdviceFacts = {
  exists: true,
  name: "web",
  guest: "other",
  cpu: 2,
  disks: [disk("web-system"), disk("web-data")],
  minimumBytes: 4 * gibibyte,
  replicatedClass: "replicated",
  keyCount: 1,
  firstBoot: { firewall: true, passwords: false, keys: false },
  exposure: { kind: "ports", ports: [22, 443] },
  filtersPorts: true,
  endOfSupport: "2029-05-31",
  hasOldProfile: false,
  today: "2026-11-22",
  backups: { kind: "offered", vms: ["web"], classes: [] },
};
const none = { firewall: false, passwords: false, keys: false };

const found = (rule: AdviceRule, given: Partial<AdviceFacts> = {}) => {
  const advice = adviceOf({ ...well, ...given }).find((each) => each.rule === rule);
  return advice && `${advice.finding} ${advice.state}`;
};

it("has nothing to say where all is well, and every rule in its order", () => {
  const advice = adviceOf(well);
  expect(advice.map(({ rule }) => rule)).toEqual(adviceRules);
  expect(tallyOf(advice)).toEqual({ done: 9, open: 0, unknown: 0 });
});

describe("each rule says what it found", () => {
  it.each<[AdviceRule, Partial<AdviceFacts>, string]>([
    ["disks", {}, "disks-two done"],
    ["disks", { disks: [disk("a")] }, "disks-one open"],
    ["disks", { disks: [disk("a"), disk("iso", { optical: true })] }, "disks-one open"],
    ["replicated", {}, "replicated-all done"],
    ["replicated", { disks: [disk("a"), disk("b", { storageClass: "local" })] }, "replicated-not open"],
    ["replicated", { disks: [disk("a"), disk("b", { storageClass: "" })] }, "replicated-unread unknown"],
    ["replicated", { disks: [disk("a"), disk("i", { storageClass: "local", optical: true })] }, "replicated-all done"],
    ["replicated", { disks: [] }, "replicated-unread unknown"],
    ["replicated", { replicatedClass: null }, "replicated-unnamed unknown"],
    ["backup", {}, "backup-planned done"],
    ["backup", { backups: { kind: "offered", vms: ["web-2"], classes: [] } }, "backup-none open"],
    ["backup", { backups: { kind: "unread" } }, "backup-unread unknown"],
    ["backup", { backups: null }, "backup-unread unknown"],
    ["backup", { backups: { kind: "none" } }, "backup-not-offered aside"],
    ["backup", { exists: false }, "backup-later aside"],
    ["keys", {}, "keys-some done"],
    ["keys", { keyCount: 0 }, "keys-none open"],
    ["keys", { keyCount: 0, firstBoot: { ...none, keys: true } }, "keys-cloud-init done"],
    ["keys", { firstBoot: { ...none, passwords: true } }, "keys-passwords open"],
    ["keys", { firstBoot: "unread" }, "keys-some done"],
    ["keys", { keyCount: 0, firstBoot: "unread" }, "keys-unread unknown"],
    ["keys", { keyCount: 0, firstBoot: null }, "keys-none open"],
    ["ports", {}, "ports-listed done"],
    ["ports", { exposure: { kind: "private" } }, "ports-private done"],
    ["ports", { exposure: { kind: "whole" } }, "ports-whole open"],
    ["ports", { filtersPorts: false }, "ports-unfiltered unknown"],
    ["ports", { filtersPorts: false, exposure: { kind: "private" } }, "ports-private done"],
    ["firewall", {}, "firewall-set done"],
    ["firewall", { firstBoot: none }, "firewall-untold unknown"],
    ["firewall", { firstBoot: none, exists: false }, "firewall-none open"],
    ["firewall", { firstBoot: "unread" }, "firewall-unread unknown"],
    ["cpu", {}, "cpu-enough done"],
    ["cpu", { cpu: 1 }, "cpu-one open"],
    ["cpu", { cpu: null }, "cpu-unknown unknown"],
    ["room", {}, "room-enough done"],
    ["room", { minimumBytes: 20 * gibibyte - roomBytes }, "room-enough done"],
    ["room", { minimumBytes: 20 * gibibyte - roomBytes + 1 }, "room-short open"],
    ["room", { minimumBytes: null }, "room-unknown unknown"],
    ["room", { disks: [disk("a", { sizeBytes: null })] }, "room-unknown unknown"],
    ["room", { disks: [disk("iso", { optical: true }), disk("a")] }, "room-enough done"],
    ["image", {}, "image-supported done"],
    ["image", { endOfSupport: "2026-11-22" }, "image-supported done"],
    ["image", { endOfSupport: "2026-11-21" }, "image-over open"],
    ["image", { endOfSupport: null }, "image-untold unknown"],
    ["image", { endOfSupport: null, hasOldProfile: true }, "image-old-profile open"],
  ])("%s: %j is %s", (rule, given, expected) => expect(found(rule, given)).toBe(expected));

  it("names what it is about", () => {
    const values = (rule: AdviceRule, given: Partial<AdviceFacts>) =>
      adviceOf({ ...well, ...given }).find((each) => each.rule === rule)?.values;
    const local = [disk("a", { storageClass: "local" }), disk("b", { storageClass: "local" })];
    expect(values("replicated", { disks: local })).toEqual({ count: 2, names: "a, b", class: "replicated" });
    expect(values("room", { minimumBytes: 40 * gibibyte })).toEqual({ names: "web-system", bytes: 48 * gibibyte });
    expect(values("image", { endOfSupport: "2020-01-01" })).toEqual({ day: "2020-01-01" });
  });
});

describe("what does not apply is left out", () => {
  it.each<[AdviceFacts["guest"], AdviceRule[]]>([
    ["windows", ["keys", "firewall", "room"]],
    ["talos", ["keys", "firewall"]],
    ["installer", ["keys", "firewall", "room"]],
  ])("of %s: %j", (guest, left) => {
    const rules = adviceOf({ ...well, guest, keyCount: 0, cpu: 1 }).map(({ rule }) => rule);
    expect(rules).toEqual(adviceRules.filter((rule) => !left.includes(rule)));
  });

  it("on a platform that takes neither keys nor cloud-init", () => {
    expect(found("keys", { keyCount: null })).toBeUndefined();
    expect(found("firewall", { firstBoot: null })).toBeUndefined();
  });
});

it.each(languages)("every finding and rule has its sentence in %s", (language) => {
  const path = new URL(`../i18n/messages/${language}/advice.json`, import.meta.url);
  const { says, rule } = JSON.parse(readFileSync(path, "utf8"));
  expect(Object.keys(says).sort()).toEqual([...adviceFindings].sort());
  expect(Object.keys(rule).sort()).toEqual([...adviceRules].sort());
});
