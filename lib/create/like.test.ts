import { describe, expect, it } from "vitest";
import { settingsOf } from "../edit/settings.ts";
import { storedIn } from "../edit/stored.fixture.ts";
import { type Era, eraDialects, eras } from "../resources/dialect/eras.fixture.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { likeOf } from "./like.ts";
import { type LikeView, likeDiskOf, likeMoreOf } from "./like-view.ts";
import { planOf } from "./plan.ts";
import { parseCreateInput } from "./schema.ts";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const disk = (name: string): CatalogueView["disks"][number] => ({
  ...{ name, sizeBytes: 30 * gibibyte, storageClass: "replicated", usedBy: "web" },
  ...{ optical: false, ready: true, deleting: false },
});
const catalogueOf = (era: Era, more: Partial<CatalogueView> = {}): CatalogueView => ({
  ...catalogueFixture,
  dialect: eraDialects[era],
  disks: [disk("web-system"), disk("web-data")],
  takenVmNames: ["web", "web-1"],
  takenDiskNames: ["web-system", "web-data"],
  ...more,
});
const objects: Record<string, object> = {
  "web-system": { source: { image: { name: "ubuntu-2204" } }, storage: "30Gi", storageClass: "local" },
  "web-data": { source: {}, storage: "30Gi", storageClass: "replicated" },
};

const viewIn = (era: Era, spec: object = {}, disks: Record<string, object | "gone" | "unread"> = {}): LikeView => {
  const dialect = eraDialects[era];
  const stored = storedIn(era, { sshKeys: [key], ...spec });
  const read = settingsOf(stored, dialect);
  if (!read) throw new Error("this is no VMInstance");
  const storedOf = (name: string): LikeView["disks"][number]["stored"] => {
    const own = disks[name] ?? objects[name] ?? "gone";
    if (typeof own === "string") return own;
    return likeDiskOf({ metadata: { name }, spec: own }, dialect) ?? "unread";
  };
  return {
    name: "web",
    settings: read.settings,
    ...likeMoreOf(stored.spec, dialect),
    disks: read.settings.disks.map((one) => ({ ...one, stored: storedOf(one.name) })),
    oddity: null,
  };
};

const rulesOf = (view: LikeView, catalogue: CatalogueView) =>
  likeOf(view, catalogue, null).notes.map(({ rule, values }) => [rule, ...Object.values(values)].join(" "));

describe.each(eras)("another machine like one, in the dialect of %s", (era) => {
  const catalogue = catalogueOf(era);

  it("is one that the form sends as it is: new names, the same source, data copied where the schema can", () => {
    const { input, notes } = likeOf(viewIn(era), catalogue, null);
    expect(parseCreateInput(input)).toEqual({ ok: true, input });
    expect(catalogueProblems(input, catalogue)).toEqual([]);
    expect(input).toMatchObject({
      name: "web-2",
      size: { kind: "type", instanceType: "u1.medium" },
      profile: "ubuntu",
      exposure: { kind: "ports", ports: [22, 443] },
      sshKeys: [key],
      start: true,
    });
    const [system, data] = input.disks;
    expect(system).toMatchObject({
      part: "system",
      source: { kind: "image", name: "ubuntu-2204" },
      storageClass: "local",
    });
    const canCopy = catalogue.dialect.cloneSource;
    expect(data).toMatchObject({
      part: "data",
      source: canCopy ? { kind: "clone", disk: "web-data" } : { kind: "empty" },
      sizeBytes: 30 * gibibyte,
      bus: catalogue.dialect.diskBus ? "scsi" : "",
    });
    expect(notes.map(({ rule }) => rule)).toEqual([canCopy ? "dataCopied" : "dataEmpty", "cloudInit"]);
  });

  it("has names of its own everywhere, no user data and no seed", () => {
    const { input } = likeOf(viewIn(era, { cloudInitSeed: "3" }), catalogue, null);
    const { vm, disks } = planOf(input, "tenant-mills", catalogue);
    expect([vm.metadata.name, ...disks.map(({ metadata }) => metadata.name)]).toEqual([
      "web-2",
      "web-2-system",
      "web-2-data",
    ]);
    expect(vm.spec.cloudInit).toBeUndefined();
    expect(JSON.stringify(vm)).not.toMatch(/cloudInitSeed|secret/);
  });
});

describe("what another machine cannot take over", () => {
  const current = catalogueOf("current");
  const withDisk = (own: object | "gone" | "unread") => viewIn("current", { cloudInit: "" }, { "web-system": own });
  const sized = { storage: "5Gi", storageClass: "replicated" };

  it("is said of each disk", () => {
    const old = catalogueOf("0.38");
    const of = (source: object, more: object = {}) => withDisk({ source, ...sized, ...more });
    const copied = "dataCopied web-data";
    expect(rulesOf(of({ image: { name: "gone-1" } }), current)).toEqual([
      "imageGone web-system gone-1",
      "systemCopied web-system",
      copied,
    ]);
    expect(rulesOf(of({ upload: {} }), current)).toEqual(["systemCopied web-system", copied]);
    expect(rulesOf(of({}), current)).toEqual(["systemCopied web-system", copied]);
    expect(rulesOf(of({ http: { url: "https://host.example/a.iso?token=x" } }), current)).toEqual([
      "sourceHidden web-system",
      "systemCopied web-system",
      copied,
    ]);
    expect(rulesOf(of({ disk: { name: "spare" } }), current)).toEqual(["systemCopied web-system", copied]);
    expect(rulesOf(withDisk("gone"), current)).toEqual(["diskGone web-system", "systemCopied web-data"]);
    expect(rulesOf(withDisk("unread"), current)).toEqual(["systemCopied web-system", copied]);
    expect(rulesOf(withDisk("unread"), { ...current, disks: [disk("web-data")] })[0]).toBe("diskUnread web-system");
    expect(rulesOf(of({ image: { name: "ubuntu-2204" } }, { storageClass: "fast" }), current)).toEqual([
      "classGone web-system fast replicated",
      copied,
    ]);
    const oldView = viewIn("0.38", { cloudInit: "" }, { "web-system": { source: { upload: {} }, ...sized } });
    expect(rulesOf(oldView, old)).toEqual(["systemEmpty web-system", "dataEmpty web-data"]);
    const leaving = { ...current, disks: [disk("web-system"), { ...disk("web-data"), deleting: true }] };
    expect(rulesOf(viewIn("current", { cloudInit: "" }), leaving)).toEqual(["diskBusy web-data"]);
  });

  it("is no copy smaller than its source, nor below what an image asks for", () => {
    const { input } = likeOf(withDisk({ source: { upload: {} }, ...sized }), current, null);
    expect(input.disks).toMatchObject([{ sizeBytes: 30 * gibibyte }, { sizeBytes: 30 * gibibyte }]);
    const oracle = likeOf(withDisk({ source: { image: { name: "oracle-9" } }, ...sized }), current, null);
    expect(oracle.input.disks[0]).toMatchObject({ sizeBytes: 40 * gibibyte });
  });

  it("leaves optical media out, and begins with the usual disk where nothing is left", () => {
    const iso = { source: { image: { name: "proxmox-9" } }, ...sized, optical: true };
    const view = viewIn("current", { cloudInit: "" }, { "web-system": iso, "web-data": "gone" });
    const { input } = likeOf(view, current, null);
    expect(rulesOf(view, current)).toEqual(["opticalLeft web-system", "diskGone web-data", "systemNone"]);
    expect(input.disks).toMatchObject([{ part: "system", source: { kind: "image", name: "ubuntu-2404" } }]);
  });

  it("shows nobody an address with a key in it, nor a header's value", () => {
    const http = { url: "https://host.example/a.img?sig=hush", headers: { Authorization: "Bearer hush" } };
    const view = withDisk({ source: { http }, ...sized });
    const nameless = { ...catalogueOf("0.38"), dialect: { ...eraDialects["0.38"] } };
    expect(JSON.stringify(view)).not.toContain("hush");
    expect(likeOf(view, nameless, null).input.disks[0]).toMatchObject({
      source: { kind: "url", url: "https://host.example/a.img", headers: [], checksum: "" },
    });
  });

  it("is said of the machine's own settings", () => {
    const odd = viewIn("current", {
      ...{ cloudInit: "", instanceType: "x9.huge", instanceProfile: "beos", runStrategy: "Manual" },
      ...{ gpus: [{ name: "nvidia.com/GA102GL_A10" }, { name: "amd.com/gone" }], networks: [{ name: "elsewhere" }] },
      ...{ sshKeys: [key, `${key} again`, "ssh-rsa nonsense"], externalPorts: [22, 22] },
      ...{ hostNetwork: true, cpuModel: 7 },
    });
    const { input, notes } = likeOf({ ...odd, oddity: "deleting" }, current, null);
    expect(notes.map(({ rule, values }) => [rule, ...Object.values(values)].join(" "))).toEqual([
      "deleting",
      "dataCopied web-data",
      "sizeGone x9.huge u1.medium",
      "profileGone beos ubuntu",
      "gpuGone amd.com/gone",
      "keysRefused 1",
      "portsLeft",
      "networkGone elsewhere",
      "fieldLeft hostNetwork",
      "fieldLeft cpuModel",
      "power Manual",
    ]);
    expect(input).toMatchObject({
      size: { kind: "type", instanceType: "u1.medium" },
      gpus: ["nvidia.com/GA102GL_A10"],
      exposure: { kind: "private" },
      networks: [],
      start: true,
      more: {},
    });
    expect(parseCreateInput(input).ok).toBe(true);
  });

  it("is said where a size cannot be read, of the machine and of a disk", () => {
    const unread = viewIn("current", { cloudInit: "", instanceType: "", resources: { cpu: "two", memory: "4Gi" } });
    expect(rulesOf(unread, current)[0]).toBe("dataCopied web-data");
    expect(rulesOf(unread, current)).toContain("sizeUnread u1.medium");
    const odd = viewIn("current", { cloudInit: "" }, { "web-data": { source: {}, storage: "much" } });
    const nowhere = { ...current, disks: [{ ...disk("web-system") }, { ...disk("web-data"), sizeBytes: null }] };
    expect(rulesOf(odd, nowhere)).toContain("sizeUnknown web-data");
    expect(likeOf(odd, nowhere, null).input.disks[1]).toMatchObject({ sizeBytes: 20 * gibibyte });
  });

  it.each(["outside", "contradictory", "deleting"] as const)("is said first of a machine that is %s", (oddity) => {
    const view = { ...viewIn("current", { cloudInit: "" }), oddity };
    expect(rulesOf(view, current)[0]).toBe(oddity);
  });

  it("keeps a size of its own, further settings, and that it is stopped or answers no ping", () => {
    const view = viewIn("current", {
      ...{ instanceType: "", resources: { cpu: "2", sockets: "2", memory: "6Gi" }, cpuModel: "host-passthrough" },
      ...{ runStrategy: "Halted", externalAllowICMP: false },
    });
    expect(likeOf(view, current, null).input).toMatchObject({
      size: { kind: "custom", cpu: 2, sockets: 2, memoryBytes: 6 * gibibyte },
      start: false,
      icmp: current.dialect.icmp ? false : null,
      more: { cpuModel: "host-passthrough" },
    });
  });

  it("counts for nothing where the catalogue could not be read: what is there now decides when it is made", () => {
    const unread: CatalogueView = {
      ...current,
      ...{ images: [], instanceTypes: [], profiles: [], storageClasses: [], disks: [], gpus: [], networks: [] },
      missing: ["images", "instancetypes", "profiles", "storageclasses", "names", "gpus", "networks"],
    };
    expect(rulesOf(viewIn("current", { cloudInit: "" }), unread)).toEqual(["dataCopied web-data"]);
  });
});
