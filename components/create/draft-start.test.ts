import { describe, expect, it } from "vitest";
import { catalogueFixture as catalogue } from "#lib/create/catalogue.fixture.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { type Draft, inputOf, startDraft, withName } from "./draft.ts";
import { withSizeText } from "./draft-disks.ts";
import { systemOf } from "./draft-parts.ts";
import { withSeries, withType } from "./draft-size.ts";
import { renewed, withDisk, withImage, withProfile, withSource, withStart, withWanted } from "./draft-start.ts";

const draft = startDraft(catalogue, null);
const image = (name: string) => {
  const found = catalogue.images.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};
const sized = (before: Draft, text: string) => withDisk(before, "system", (disk) => withSizeText(disk, text));
const oracle = (before: Draft) => withImage(before, image("oracle-9"), catalogue, null);

describe("withImage", () => {
  it("brings profile and name, raises size and disk where it must, and says so", () => {
    const next = oracle(draft);
    expect(inputOf(next, [])).toMatchObject({
      name: "oracle-1",
      profile: "oraclelinux",
      size: { kind: "type", instanceType: "u1.large" },
      disks: [{ source: { kind: "image", name: "oracle-9" }, sizeBytes: 40 * gibibyte }],
    });
    expect(systemOf(next).sizeText).toBe("40");
    expect(next.raised).toEqual({
      for: "Oracle Linux 9",
      disk: { from: 20 * gibibyte, to: 40 * gibibyte },
      type: { from: "u1.medium", to: "u1.large" },
    });
  });

  it("raises what the person typed when it is too little, and keeps the name they gave", () => {
    const next = oracle(sized(withName(draft, "db"), "10"));
    expect(next.input.name).toBe("db");
    expect(systemOf(next)).toMatchObject({ sizeText: "40", sizeBytes: 40 * gibibyte });
    expect(next.raised?.disk).toEqual({ from: 10 * gibibyte, to: 40 * gibibyte });
  });

  it("keeps a size and a disk that still fit, and says nothing", () => {
    const next = oracle(sized(withType(draft, "u1.xlarge"), "100"));
    expect(next.instanceType).toBe("u1.xlarge");
    expect(systemOf(next).sizeText).toBe("100");
    expect(next.raised).toBeNull();
  });

  it("goes back to the usual disk when it was not the person who made it larger", () =>
    expect(systemOf(withImage(oracle(draft), image("ubuntu-2204"), catalogue, null)).sizeText).toBe("20"));

  it("says what was raised until the person chooses for themselves", () => {
    expect(sized(oracle(draft), "60").raised).toBeNull();
    expect(withType(oracle(draft), "u1.xlarge").raised).toBeNull();
  });

  it("asks for a profile where nobody has described the image", () => {
    const unknown = { ...image("ubuntu-2404"), name: "house", profile: "", known: false };
    const more = { ...catalogue, images: [...catalogue.images, unknown] };
    expect(withImage(draft, unknown, more, null)).toMatchObject({ hasProfile: false, input: { profile: "" } });
    expect(oracle(draft).hasProfile).toBe(true);
  });
});

describe("withWanted", () => {
  it("starts from the image that was asked for, as if somebody had chosen it", () =>
    expect(withWanted(draft, "oracle-9", catalogue, null)).toEqual(oracle(draft)));
  it.each([undefined, "", "no-such-image"])("changes nothing for %j", (wanted) =>
    expect(withWanted(draft, wanted, catalogue, null)).toBe(draft),
  );
});

describe("withStart", () => {
  it("keeps what was chosen for another way, and asks which profile fits", () => {
    const url = withDisk(withStart(draft, "url", catalogue, null), "system", (disk) => ({
      ...disk,
      url: "https://a.example/x",
    }));
    expect(url).toMatchObject({ hasProfile: false, input: { profile: "", name: "vm-1" } });
    const back = withStart(url, "image", catalogue, null);
    expect(inputOf(back, []).disks).toMatchObject([{ source: { kind: "image", name: "ubuntu-2404" } }]);
    expect(back).toMatchObject({ hasProfile: true, input: { profile: "ubuntu" } });
    expect(systemOf(withStart(back, "url", catalogue, null)).url).toBe("https://a.example/x");
  });

  it("leaves an answered profile alone between ways that nobody knows", () => {
    const answered = withProfile(withStart(draft, "url", catalogue, null), "debian", catalogue, null);
    expect(withStart(answered, "empty", catalogue, null)).toMatchObject({
      hasProfile: true,
      input: { profile: "debian" },
    });
  });
});

describe("withProfile", () => {
  it("raises the size that the profile does not admit", () => {
    const next = withProfile(withStart(draft, "empty", catalogue, null), "oraclelinux", catalogue, null);
    expect(next).toMatchObject({ hasProfile: true, instanceType: "u1.large" });
    expect(next.raised).toEqual({ for: "Oracle Linux", disk: null, type: { from: "u1.medium", to: "u1.large" } });
  });
});

describe("a machine without a disk", () => {
  it("gets its first one from where it is chosen to start", () => {
    const next = withImage({ ...draft, disks: [] }, image("ubuntu-2404"), catalogue, null);
    expect(next.disks).toMatchObject([{ part: "system", from: "image", image: "ubuntu-2404" }]);
  });
});

describe("a copy", () => {
  it("is at least as large as the original", () => {
    const disks = [
      {
        name: "big",
        sizeBytes: 80 * gibibyte,
        storageClass: "local",
        optical: false,
        usedBy: null,
        ready: true,
        deleting: false,
      },
    ];
    const next = withSource(
      withStart(draft, "clone", catalogue, null),
      { clone: "big" },
      { ...catalogue, disks },
      null,
    );
    expect(inputOf(next, []).disks).toMatchObject([
      { source: { kind: "clone", disk: "big" }, sizeBytes: 80 * gibibyte },
    ]);
  });
});

describe("renewed", () => {
  it("gives up a draft whose image is gone", () => expect(renewed(draft, { ...catalogue, images: [] })).toBeNull());
  it("takes another free name, but never one's own away", () => {
    const taken = { ...catalogue, takenVmNames: ["ubuntu-1", "ubuntu-2", "db"] };
    expect(renewed(draft, taken)?.input.name).toBe("ubuntu-3");
    expect(renewed(withName(draft, "db"), taken)?.input.name).toBe("db");
    expect(renewed(withStart(draft, "empty", catalogue, null), taken)?.input.name).toBe("vm-1");
  });
});

describe("withSeries", () => {
  it("takes the size that is not smaller", () =>
    expect(withSeries(draft, "s1", catalogue, null).instanceType).toBe("s1.medium"));
  it("changes nothing where nothing fits", () => {
    const quota = { items: [{ key: "requests.cpu", used: 0, hard: 1 }] };
    expect(withSeries(draft, "s1", catalogue, quota)).toBe(draft);
  });
});
