import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "#lib/create/catalogue.fixture.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { draftOf, inputOf, startDraft } from "./draft.ts";
import { withCustom, withGpus } from "./draft-size.ts";
import { imageFamilies, shownFamilies } from "./image-choice.ts";
import { shownSeries } from "./series-words.ts";
import { seriesOf, unfitOf, usualRatio } from "./size-fit.ts";

const draft = startDraft(catalogue, null);
const type = (name: string) => {
  const found = catalogue.instanceTypes.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe("startDraft", () => {
  it("sends the defaults, and counts nothing as the person's own", () => {
    expect(inputOf(draft, ["a"])).toEqual(defaultInput(catalogue, null, ["a"]));
    expect(draft).toMatchObject({ hasOwnName: false, hasProfile: true, raised: null });
    expect(draft.disks.map(({ hasOwnSize }) => hasOwnSize)).toEqual([false]);
  });
});

describe("inputOf", () => {
  it("gives the library's keys less those left out, and those beside", () =>
    expect(inputOf({ ...draft, keysLeftOut: ["b"], keysBeside: ["c"] }, ["a", "b"]).sshKeys).toEqual(["a", "c"]));

  it("sends a size of one's own in place of a type, and text that is no number as nothing", () => {
    const custom = withCustom(draft, { cpu: "3", sockets: "2", memory: "1,5" });
    expect(inputOf(custom, []).size).toEqual({ kind: "custom", cpu: 3, sockets: 2, memoryBytes: 1.5 * gibibyte });
    const wrong = withCustom(draft, { cpu: "two", memory: "" });
    expect(inputOf(wrong, []).size).toEqual({ kind: "custom", cpu: 0, sockets: 1, memoryBytes: 0 });
    expect(wrong.custom.cpu).toBe("two");
  });

  it("lists a device once for each", () => {
    const two = withGpus(withGpus(draft, "a10", 2), "t4", 1);
    expect(two.input.gpus).toEqual(["a10", "a10", "t4"]);
    expect(withGpus(two, "a10", -1).input.gpus).toEqual(["t4"]);
  });
});

describe("draftOf", () => {
  const input = {
    ...defaultInput(catalogue, null, ["a", "x"]),
    name: "web",
    size: { kind: "custom", cpu: 2, sockets: 2, memoryBytes: 3 * gibibyte } as const,
    gpus: ["a10"],
    cloudInit: "#cloud-config\n",
    icmp: false,
    networks: ["lan"],
    more: { "placement.zone": "gva", replicas: 2 },
  };
  it("holds everything an input says", () =>
    expect(inputOf(draftOf(input, draft, ["a", "b"]), ["a", "b"])).toEqual(input));
  it("leaves out of the library what the input does not have, and keeps the rest for this machine", () =>
    expect(draftOf(input, draft, ["a", "b"])).toMatchObject({
      keysLeftOut: ["b"],
      keysBeside: ["x"],
      hasOwnName: true,
    }));
  it("keeps text that is being typed elsewhere", () =>
    expect(draftOf(input, { ...draft, keyText: "ssh-", portText: "44" }, [])).toMatchObject({
      keyText: "ssh-",
      portText: "44",
    }));
});

describe("unfitOf", () => {
  const input = inputOf(draft, []);
  it("names the profile's minimum first", () => {
    const oracle = { ...input, profile: "oraclelinux" };
    expect(unfitOf(type("u1.medium"), oracle, catalogue, null)).toEqual({
      kind: "minimum-cpu",
      profile: "Oracle Linux",
      cpu: 2,
    });
    expect(unfitOf(type("u1.nano"), input, catalogue, null)?.kind).toBe("minimum-memory");
  });
  it("says what the quota leaves, by the tighter limit", () => {
    const items = [
      { key: "limits.cpu", used: 3, hard: 8 },
      { key: "requests.cpu", used: 3, hard: 4 },
    ];
    expect(unfitOf(type("u1.large"), input, catalogue, { items })).toEqual({ kind: "quota-cpu", left: 1 });
    expect(unfitOf(type("u1.medium"), input, catalogue, { items })).toBeNull();
    const over = [{ key: "requests.memory", used: 9 * gibibyte, hard: 8 * gibibyte }];
    expect(unfitOf(type("u1.medium"), input, catalogue, { items: over })).toEqual({
      kind: "quota-memory",
      leftBytes: 0,
    });
  });
  it("has nothing against a size without a quota", () =>
    expect(unfitOf(type("u1.xlarge"), input, catalogue, null)).toBeNull());
});

describe("the catalogue in groups", () => {
  const [some] = catalogue.images;
  if (!some) throw new Error("no image");
  const windowsIso: typeof some = { ...some, name: "windows-2022", family: "windows", kind: "installer" };
  const families = imageFamilies([...catalogue.images, windowsIso]);
  it("puts images under their family, installers of Windows nowhere", () =>
    expect(families.map(({ label, images }) => [label, images.map(({ version }) => version)])).toEqual([
      ["Ubuntu", ["24.04 LTS", "22.04 LTS"]],
      ["Oracle Linux", ["9"]],
      ["Proxmox VE", ["9"]],
    ]));
  it("shows what fills the rows, and always the chosen one", () => {
    const [first] = families;
    if (!first) throw new Error("no family");
    const many = Array.from({ length: 11 }, (_, index) => ({ ...first, label: `os ${index}` }));
    expect(shownFamilies(families, undefined)).toBe(families);
    expect(shownFamilies(many, many[1])).toHaveLength(8);
    expect(shownFamilies(many, many[10])).toHaveLength(9);
  });
  it("puts known series first", () =>
    expect(seriesOf(catalogue.instanceTypes, ["s1", "u1"]).map(({ name, types }) => [name, types.length])).toEqual([
      ["s1", 1],
      ["u1", 4],
    ]));
  it("shows three series at once, all of few, and always the chosen one", () => {
    const named = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `x${index}` }));
    expect(shownSeries(named(4), "x0")).toHaveLength(4);
    expect(shownSeries(named(6), "x0").map(({ name }) => name)).toEqual(["x0", "x1", "x2"]);
    expect(shownSeries(named(6), "x5").map(({ name }) => name)).toEqual(["x0", "x1", "x2", "x5"]);
  });
  it("finds the usual ratio", () => {
    expect(usualRatio([4, 2, 4])).toBe(4);
    expect(usualRatio([])).toBeNull();
  });
});
