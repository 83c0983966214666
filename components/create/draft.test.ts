import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "#lib/create/catalogue.fixture.ts";
import { systemDiskOf } from "#lib/create/disks.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { inputOf, startDraft, withImage, withName, withSeries, withSizeText, withType } from "./draft.ts";
import { imageFamilies } from "./image-choice.ts";
import { seriesOf, unfitOf, usualRatio } from "./size-fit.ts";

const draft = startDraft(catalogue, null);
const image = (name: string) => {
  const found = catalogue.images.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};
const type = (name: string) => {
  const found = catalogue.instanceTypes.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe("startDraft", () => {
  it("starts from the image that was asked for, as if somebody had chosen it", () => {
    expect(startDraft(catalogue, null, "oracle-9")).toEqual(withImage(draft, image("oracle-9"), catalogue, null));
  });

  it.each([undefined, "", "no-such-image"])("starts as ever for %j", (wanted) =>
    expect(startDraft(catalogue, null, wanted)).toEqual(draft),
  );
});

describe("withImage", () => {
  it("brings profile, name, disk and a size that the profile admits", () => {
    const { input, sizeText } = withImage(draft, image("oracle-9"), catalogue, null);
    expect(input).toMatchObject({ profile: "oraclelinux", size: { instanceType: "u1.large" }, name: "oracle-1" });
    expect(systemDiskOf(input)?.sizeBytes).toBe(40 * gibibyte);
    expect(sizeText).toBe("40");
  });

  it("leaves alone what the person typed, also when it is too little: that is said at its field", () => {
    const own = withImage(withSizeText(withName(draft, "db"), "10"), image("oracle-9"), catalogue, null);
    expect(own).toMatchObject({ sizeText: "10", input: { name: "db", disks: [{ sizeBytes: 10 * gibibyte }] } });
  });

  it("keeps a size that still fits", () => {
    const large = withType(draft, "u1.xlarge");
    expect(withImage(large, image("oracle-9"), catalogue, null).input.size).toMatchObject({
      instanceType: "u1.xlarge",
    });
  });
});

describe("withSizeText", () => {
  it.each(["", "ten", "-5", "1.5", "99999999999"])("keeps %j as typed and counts it as nothing", (text) => {
    const typed = withSizeText(draft, text);
    expect(typed.sizeText).toBe(text);
    expect(systemDiskOf(typed.input)?.sizeBytes).toBe(0);
  });
});

describe("withSeries", () => {
  it("takes the size that is not smaller", () =>
    expect(withSeries(draft, "s1", catalogue, null).input.size).toMatchObject({ instanceType: "s1.medium" }));
  it("changes nothing where nothing fits", () => {
    const quota = { items: [{ key: "requests.cpu", used: 0, hard: 1 }] };
    expect(withSeries(draft, "s1", catalogue, quota)).toBe(draft);
  });
});

describe("inputOf", () => {
  it("gives the library's keys less those left out", () =>
    expect(inputOf({ ...draft, keysLeftOut: ["b"] }, ["a", "b"]).sshKeys).toEqual(["a"]));
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
  it("puts images under their family, installers nowhere", () =>
    expect(
      imageFamilies(catalogue.images).map(({ label, images }) => [label, images.map(({ version }) => version)]),
    ).toEqual([
      ["Ubuntu", ["24.04 LTS", "22.04 LTS"]],
      ["Oracle Linux", ["9"]],
    ]));
  it("puts known series first", () =>
    expect(seriesOf(catalogue.instanceTypes, ["s1", "u1"]).map(({ name, types }) => [name, types.length])).toEqual([
      ["s1", 1],
      ["u1", 4],
    ]));
  it("finds the usual ratio", () => {
    expect(usualRatio([4, 2, 4])).toBe(4);
    expect(usualRatio([])).toBeNull();
  });
});
