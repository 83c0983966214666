import { describe, expect, it } from "vitest";
import { type Era, eraDialects } from "../resources/dialect/eras.fixture.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { defaultInput } from "./defaults.ts";
import { disksOfImage } from "./disks.ts";
import type { CreateInput, DiskSource, NewDisk } from "./input.ts";

const { more: _, ...rest } = eraDialects.current;
const moreField = { enum: null, default: null, pattern: null, description: "" };
const catalogue: CatalogueView = {
  ...catalogueFixture,
  dialect: {
    ...rest,
    more: [
      { ...moreField, path: "tier", type: "string", enum: ["gold", "silver"] },
      { ...moreField, path: "label", type: "string", pattern: "^[a-z]+$" },
      { ...moreField, path: "weight", type: "integer" },
      { ...moreField, path: "share", type: "number" },
      { ...moreField, path: "nested.on", type: "boolean" },
      { ...moreField, path: "zones", type: "strings", enum: ["geneva", "gland"] },
    ],
  },
};
const good = defaultInput(catalogue, null);
const data: NewDisk = {
  kind: "new",
  part: "data",
  source: { kind: "empty" },
  sizeBytes: 10 * gibibyte,
  storageClass: "replicated",
  optical: false,
  bus: "",
};
const existing = (name: string) => ({ disks: [...good.disks, { kind: "existing" as const, name, bus: "" }] });
const from = (source: DiskSource, change: Partial<NewDisk> = {}) => ({
  disks: [...good.disks, { ...data, source, ...change }],
});
const url = { kind: "url" as const, url: "https://host.example/a.qcow2", headers: [], checksum: "" };
const ofType = (instanceType: string) => ({ size: { kind: "type", instanceType } as const });
const custom = (cpu: number, sockets: number, gib: number) => ({
  size: { kind: "custom", cpu, sockets, memoryBytes: gib * gibibyte } as const,
});
const a10 = "nvidia.com/GA102GL_A10";
const t4 = "nvidia.com/TU104GL_TESLA_T4";

const problemsOf = (change: Partial<CreateInput>, of: CatalogueView = catalogue) =>
  catalogueProblems({ ...good, ...change }, of).map(({ path, rule }) => [path, rule]);
const inEra = (era: Era, change: Partial<CreateInput>) =>
  problemsOf(change, { ...catalogue, dialect: eraDialects[era] });

describe("create input against the catalogue", () => {
  it.each<[string, Partial<CreateInput>]>([
    ["the defaults", {}],
    ["a free disk", existing("spare")],
    ["a copy of a disk, as large", from({ kind: "clone", disk: "spare" })],
    ["a copy of an attached disk", from({ kind: "clone", disk: "ubuntu-2-system" })],
    ["an address", from(url)],
    ["a size of one's own", custom(1, 2, 4)],
    ["no profile", { profile: "" }],
    ["all GPUs of a kind that are left", { gpus: [a10, a10] }],
    ["a network and ICMP", { networks: ["subnet-1a2b3c4d"], icmp: false }],
    ["more settings", { more: { tier: "gold", weight: 3, share: 0.5, "nested.on": true, zones: ["gland"] } }],
  ])("accepts %s", (_, change) => expect(problemsOf(change)).toEqual([]));

  it.each<[string, Partial<CreateInput>, string, string]>([
    ["a taken name", { name: "ubuntu-1" }, "name", "nameTaken"],
    ["an image that is gone", from({ kind: "image", name: "beos-5" }), "disks.1.source.name", "unknownChoice"],
    ["a disk below its image", from({ kind: "image", name: "oracle-9" }), "disks.1.sizeBytes", "sizeBelowSource"],
    [
      "a copy below its disk",
      from({ kind: "clone", disk: "spare" }, { sizeBytes: gibibyte }),
      "disks.1.sizeBytes",
      "sizeBelowSource",
    ],
    ["a copy of nothing", from({ kind: "clone", disk: "lost" }), "disks.1.source.disk", "diskGone"],
    [
      "a copy of what is being deleted",
      from({ kind: "clone", disk: "leaving" }),
      "disks.1.source.disk",
      "diskDeleting",
    ],
    [
      "a storage class that is gone",
      from({ kind: "empty" }, { storageClass: "tape" }),
      "disks.1.storageClass",
      "storageClassGone",
    ],
    ["an attached disk", existing("ubuntu-2-system"), "disks.1.name", "diskAttached"],
    ["a disk being deleted", existing("leaving"), "disks.1.name", "diskDeleting"],
    ["a disk that is not ready", existing("failing"), "disks.1.name", "diskNotReady"],
    ["a disk that is gone", existing("lost"), "disks.1.name", "diskGone"],
    [
      "headers where none are declared",
      from({ ...url, headers: [{ name: "A", value: "b" }] }),
      "disks.1.source.headers",
      "notOffered",
    ],
    [
      "a checksum where none is declared",
      from({ ...url, checksum: `sha1:${"0".repeat(40)}` }),
      "disks.1.source.checksum",
      "notOffered",
    ],
    [
      "a registry where none is declared",
      from({ kind: "registry", url: "docker://quay.io/a" }),
      "disks.1.source",
      "notOffered",
    ],
    ["a type that is gone", ofType("u9.huge"), "size.instanceType", "unknownChoice"],
    ["a type below the profile", ofType("u1.nano"), "size.instanceType", "typeTooSmall"],
    ["too little memory of one's own", custom(2, 1, 1), "size.memoryBytes", "typeTooSmall"],
    ["too few cores of one's own", { ...custom(1, 1, 8), profile: "oraclelinux" }, "size.cpu", "typeTooSmall"],
    ["a profile that is gone", { profile: "beos" }, "profile", "unknownChoice"],
    ["a GPU that is used up", { gpus: [t4] }, "gpus.0", "gpuNone"],
    ["one GPU more than is left", { gpus: [a10, a10, a10] }, "gpus.2", "gpuNone"],
    ["a GPU that is gone", { gpus: ["nvidia.com/gpu"] }, "gpus.0", "unknownChoice"],
    ["a network that is gone", { networks: ["subnet-0"] }, "networks.0", "unknownChoice"],
    ["user data that nothing reads", { cloudInit: "packages: [htop]" }, "cloudInit", "cloudInitStart"],
    ["a field nobody has", { more: { hostDevices: "x" } }, "more.hostDevices", "notOffered"],
    ["a field that all have", { more: { cloudInit: "x" } }, "more.cloudInit", "notOffered"],
    ["a text for a number", { more: { weight: "3" } }, "more.weight", "valueType"],
    ["half of a whole number", { more: { weight: 0.5 } }, "more.weight", "valueType"],
    ["no number at all", { more: { share: Number.NaN } }, "more.share", "valueType"],
    ["one text for a list", { more: { zones: "gland" } }, "more.zones", "valueType"],
    ["a choice nobody offers", { more: { tier: "lead" } }, "more.tier", "valueEnum"],
    ["one such choice among others", { more: { zones: ["gland", "rome"] } }, "more.zones", "valueEnum"],
    ["a text that does not match", { more: { label: "A" } }, "more.label", "valuePattern"],
  ])("refuses %s", (_, change, path, rule) => expect(problemsOf(change)).toEqual([[path, rule]]));

  it("says that a disk's own name is taken, and takes no offence at a free one", () => {
    expect(problemsOf(from({ kind: "empty" }, { name: "spare" }))).toEqual([["disks.1.name", "nameTaken"]]);
    expect(problemsOf(from({ kind: "empty" }, { name: "application-data" }))).toEqual([]);
  });

  it("says what the words need", () => {
    const valuesOf = (change: Partial<CreateInput>) => catalogueProblems({ ...good, ...change }, catalogue)[0]?.values;
    expect(valuesOf(existing("ubuntu-2-system"))).toEqual({ vm: "ubuntu-1" });
    expect(valuesOf({ gpus: [t4] })).toEqual({ gpu: t4 });
    expect(valuesOf(from({ kind: "image", name: "oracle-9" }))).toEqual({ min: 40 * gibibyte });
    expect(valuesOf(ofType("u1.nano"))).toEqual({ profile: "Ubuntu", cpu: 1, memory: 2 * gibibyte });
    expect(valuesOf({ more: { tier: "lead" } })).toEqual({ values: "gold, silver" });
  });

  it("lets a machine of an earlier try keep its disk", () =>
    expect(problemsOf({ name: "ubuntu-1", ...existing("ubuntu-2-system") })).toEqual([["name", "nameTaken"]]));

  it("lets Talos have its machine configuration", () => {
    const talos = { ...catalogue.images[0], name: "talos-112", family: "talos" } as CatalogueView["images"][number];
    const with112 = { ...catalogue, images: [...catalogue.images, talos] };
    const disks = disksOfImage(talos, 20 * gibibyte, "replicated");
    expect(problemsOf({ disks, cloudInit: "version: v1alpha1\n" }, with112)).toEqual([]);
  });

  it("does not judge by a part that could not be read", () => {
    const blind: CatalogueView = {
      ...catalogue,
      ...{ images: [], profiles: [], storageClasses: [], instanceTypes: [], gpus: [], networks: [], disks: [] },
      missing: ["images", "profiles", "storageclasses", "instancetypes", "gpus", "networks", "names"],
    };
    const everything = { ...existing("lost"), gpus: [a10], networks: ["subnet-0"], profile: "beos" };
    expect(problemsOf(everything, blind)).toEqual([]);
    expect(problemsOf({ networks: ["typed"] }, { ...catalogue, networks: [], networksListed: false })).toEqual([]);
  });
});

describe("create input in the dialect of the cluster", () => {
  it.each<[string, Era, Partial<CreateInput>, [string, string][]]>([
    ["headers, checksum and registry", "documented", from({ ...url, headers: [{ name: "A", value: "b" }] }), []],
    ["a registry", "documented", from({ kind: "registry", url: "docker://quay.io/a" }), []],
    ["a copy of a disk", "0.38", from({ kind: "clone", disk: "spare" }), [["disks.1.source", "notOffered"]]],
    ["a bus", "documented", from({ kind: "empty" }, { bus: "sata" }), [["disks.1.bus", "notOffered"]]],
    ["a bus", "current", from({ kind: "empty" }, { bus: "sata" }), []],
    ["ICMP", "0.38", { icmp: true }, [["icmp", "notOffered"]]],
    ["networks", "0.34", { networks: ["subnet-1a2b3c4d"] }, [["networks", "notOffered"]]],
    ["a profile outside its enum", "0.34", { profile: "debian" }, [["profile", "unknownChoice"]]],
    ["more settings", "0.34", { more: { cpuModel: "x" } }, [["more.cpuModel", "notOffered"]]],
    ["more settings", "current", { more: { cpuModel: "host-passthrough" } }, []],
  ])("judges %s by %s", (_, era, change, problems) => expect(inEra(era, change)).toEqual(problems));

  it("asks for a profile where the schema takes no empty one", () => {
    const strict = {
      ...catalogue,
      dialect: { ...catalogue.dialect, profiles: ["ubuntu"], gpus: false, customSize: false },
    };
    expect(problemsOf({ profile: "" }, strict)).toEqual([["profile", "required"]]);
    expect(problemsOf({ gpus: [a10] }, strict)).toEqual([["gpus", "notOffered"]]);
    expect(problemsOf(custom(2, 2, 8), strict)).toEqual([["size", "notOffered"]]);
  });
});
