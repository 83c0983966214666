import { describe, expect, it } from "vitest";
import { adviceOf } from "#lib/advice/advice.ts";
import { factsOfInput } from "#lib/advice/of-input.ts";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { type Draft, inputOf, startDraft, withName } from "./draft.ts";
import { systemOf } from "./draft-parts.ts";
import { withCustom } from "./draft-size.ts";
import { withDisk, withImage, withStart } from "./draft-start.ts";
import { undone } from "./draft-undo.ts";
import { withPractice, withProduction } from "./good-practice.ts";
import { practiceChanges } from "./practice-changes.ts";
import { withFirewall } from "./with-firewall.ts";

const today = "2026-11-22";
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada";
const catalogue = {
  ...catalogueFixture,
  images: catalogueFixture.images.map((image) => ({
    ...image,
    endOfSupport: image.name === "ubuntu-2204" ? "2026-06-30" : "2029-05-31",
  })),
};
const facts = { catalogue, quota: null, keys: [key], today };
const start = startDraft(catalogue, null);
const imageOf = (name: string) => {
  const image = catalogue.images.find((each) => each.name === name);
  if (!image) throw new Error(`no ${name}`);
  return image;
};

const findings = (draft: Draft, keys: readonly string[] = [key]): string[] =>
  adviceOf(factsOfInput(inputOf(draft, keys), catalogue, { today, backups: null }))
    .filter(({ state }) => state === "open")
    .map(({ finding }) => finding);
const whole: Draft = { ...start, input: { ...start.input, exposure: { kind: "whole" } } };
const changesOf = (before: Draft, after: Draft) => practiceChanges(inputOf(before, [key]), inputOf(after, [key]));

describe("a fix of good practice", () => {
  it.each<[Parameters<typeof withPractice>[0], string, Draft]>([
    ["cpu", "cpu-one", start],
    ["cpu", "cpu-one", withCustom(start, { cpu: "1", sockets: "1", memory: "4" })],
    ["disks", "disks-one", start],
    ["replicated", "replicated-not", withDisk(start, "system", (disk) => ({ ...disk, storageClass: "local" }))],
    ["ports", "ports-whole", whole],
    ["keys", "keys-none", { ...start, keysLeftOut: [key] }],
    ["room", "room-short", withImage(start, imageOf("oracle-9"), catalogue, null)],
    ["image", "image-over", withImage(start, imageOf("ubuntu-2204"), catalogue, null)],
  ])("closes what is open: %s", (rule, finding, draft) => {
    expect(findings(draft)).toContain(finding);
    const fixed = withPractice(rule, draft, facts);
    expect(fixed && findings(fixed)).not.toContain(finding);
    expect(fixed && changesOf(draft, fixed)).toHaveLength(1);
  });

  it("is none where nothing can be chosen for the person", () => {
    expect(withPractice("keys", start, facts)).toBeNull();
    expect(withPractice("backup", start, facts)).toBeNull();
    expect(withPractice("replicated", start, facts)).toBeNull();
    const fromUrl = withStart(start, "url", catalogue, null);
    expect(withPractice("room", fromUrl, facts)).toBeNull();
    expect(withPractice("image", fromUrl, facts)).toBeNull();
    expect(withPractice("image", start, { ...facts, catalogue: catalogueFixture })).toBeNull();
    const small = { items: [{ key: "requests.cpu", used: 3, hard: 4 }] };
    expect(withPractice("cpu", start, { ...facts, quota: small })).toBeNull();
    const local = { ...catalogue, storageClasses: [{ name: "local", isDefault: true }] };
    expect(withPractice("replicated", start, { ...facts, catalogue: local })).toBeNull();
  });

  it("keeps the series and never takes memory away", () => {
    expect(withPractice("cpu", start, facts)?.instanceType).toBe("u1.large");
    const odd = { name: "u1.2xmedium", series: "u1", cpu: 2, memoryBytes: 4 * gibibyte };
    const types = catalogue.instanceTypes.flatMap((type) =>
      type.name === "u1.large" ? [{ ...type, ...odd }, type] : [type],
    );
    const withOdd = { ...catalogue, instanceTypes: types };
    expect(withPractice("cpu", start, { ...facts, catalogue: withOdd })?.instanceType).toBe("u1.large");
    const withoutLarge = { ...catalogue, instanceTypes: catalogue.instanceTypes.filter(({ cpu }) => cpu !== 2) };
    expect(withPractice("cpu", start, { ...facts, catalogue: withoutLarge })?.instanceType).toBe("u1.xlarge");
  });

  it("lists the port by which the system is administered", () => {
    const windows = { ...whole, input: { ...whole.input, profile: "windows.2k25.virtio" } };
    expect(withPractice("ports", windows, facts)?.input.exposure).toEqual({ kind: "ports", ports: [3389] });
  });
});

describe("a firewall in the guest", () => {
  it("is added to what is typed, with the ports that are listed", () => {
    const typed = { ...start, input: { ...start.input, cloudInit: "#cloud-config\npackages: [htop] # mine\n" } };
    expect(findings(typed)).toContain("firewall-none");
    const fixed = withFirewall(typed, facts);
    expect(fixed && findings(fixed)).not.toContain("firewall-none");
    expect(fixed?.input.cloudInit).toContain("# mine");
    expect(fixed?.input.cloudInit).toContain("ufw allow 22/tcp");
    expect(fixed && changesOf(typed, fixed)).toEqual([{ what: "cloudInit" }]);
    const rocky = { ...catalogue, images: catalogue.images.map((image) => ({ ...image, family: "rocky" as const })) };
    const added = withFirewall(start, { ...facts, catalogue: rocky });
    expect(added && findings(added)).not.toContain("firewall-none");
  });

  it("is refused where what is typed cannot take it in", () => {
    const script = { ...start, input: { ...start.input, cloudInit: "#!/bin/sh\ntrue\n" } };
    expect(withFirewall(script, facts)).toBeNull();
  });
});

describe("production in one click", () => {
  const messy: Draft = {
    ...withDisk(whole, "system", (disk) => ({ ...disk, storageClass: "local" })),
    keysLeftOut: [key],
  };

  it("changes all of it, and says so in order", () => {
    const { draft, left } = withProduction(messy, facts);
    expect(left).toEqual([]);
    expect(findings(draft)).toEqual(["firewall-none"]);
    expect(changesOf(messy, draft).map(({ what }) => what)).toEqual(["size", "disk", "class", "ports", "keys"]);
  });

  it("changes nothing where all is so, and leaves a private machine private", () => {
    const { draft } = withProduction(messy, facts);
    expect(withProduction(draft, facts).draft).toBe(draft);
    const hidden: Draft = { ...start, input: { ...start.input, exposure: { kind: "private" } } };
    expect(withProduction(hidden, facts).draft.input.exposure).toEqual({ kind: "private" });
  });

  it("says what it could not do", () => {
    expect(withProduction(start, { ...facts, keys: [] }).left).toEqual(["keys"]);
    const small = { items: [{ key: "requests.cpu", used: 3, hard: 4 }] };
    expect(withProduction(start, { ...facts, quota: small }).left).toEqual(["cpu"]);
  });
});

describe("taking it back", () => {
  it("gives everything back as it was", () => {
    const { draft } = withProduction(whole, facts);
    expect(undone(draft, { before: whole, after: draft })).toEqual(whole);
  });

  it("leaves what was changed since", () => {
    const { draft: after } = withProduction(whole, facts);
    const typed = withDisk(withName(after, "shop"), "data", (disk) => ({ ...disk, sizeBytes: 50 * gibibyte }));
    const back = undone({ ...typed, instanceType: "u1.xlarge" }, { before: whole, after });
    expect(back.input).toMatchObject({ name: "shop", exposure: { kind: "whole" } });
    expect(back.instanceType).toBe("u1.xlarge");
    expect(back.disks.map(({ part, sizeBytes }) => [part, sizeBytes / gibibyte])).toEqual([
      ["system", 20],
      ["data", 50],
    ]);
    expect(systemOf(back)).toBe(systemOf(whole));
  });
});
