import { describe, expect, it } from "vitest";
import { projectInstanceTypes } from "../instance-type/project.ts";
import { instanceTypeSchema } from "../instance-type/schema.ts";
import { memoryRatio } from "../instance-type/words.ts";
import { parseList } from "../kube-object.ts";
import { projectProfiles } from "../profile/project.ts";
import { preferenceSchema } from "../profile/schema.ts";
import { gibibyte } from "../quantity.ts";
import { projectQuota } from "../quota/project.ts";
import { resourceQuotaSchema } from "../quota/schema.ts";
import { projectImageClaims } from "./project.ts";
import { imageClaimSchema } from "./schema.ts";

const claim = (name: string, storage: string, phase = "Bound", annotations = {}) => ({
  metadata: { name, annotations },
  spec: { resources: { requests: { storage } } },
  status: { phase },
});
const images = (...items: unknown[]) =>
  projectImageClaims(parseList(imageClaimSchema, { items })?.items ?? [], new Set(["ubuntu", "centos.stream9"]));

describe("catalogue", () => {
  it("offers golden images with the larger of both minimums and the first live profile", () => {
    const [image] = images(claim("vm-default-images-ubuntu-2404", "20Gi"));
    expect(image).toMatchObject({ name: "ubuntu-2404", minimumBytes: 20 * gibibyte, profile: "ubuntu" });
    expect(images(claim("vm-image-rocky-9", "2Gi"))[0]).toMatchObject({
      minimumBytes: 11 * gibibyte,
      profile: "centos.stream9",
      profiles: ["centos.stream9"],
      endOfSupport: null,
      known: true,
    });
    expect(images(claim("vm-image-own-thing", "3Gi"))[0]).toMatchObject({ known: false, profile: "", loginUser: null });
  });

  it("offers neither other claims nor images that are not there yet", () => {
    const importing = { "cdi.kubevirt.io/storage.condition.running": "true" };
    expect(
      images(
        claim("something-else", "1Gi"),
        claim("vm-default-images-", "1Gi"),
        claim("vm-default-images-debian-13", "1Gi", "Pending"),
        claim("vm-default-images-debian-12", "1Gi", "Bound", importing),
      ),
    ).toEqual([]);
  });

  it("puts the newest of a family first", () => {
    const names = ["rocky-8", "rocky-10", "rocky-9"].map((name) => claim(`vm-default-images-${name}`, "1Gi"));
    expect(images(...names).map(({ version }) => version)).toEqual(["10", "9", "8"]);
  });

  it("sorts types by size and reads their ratio from the row", () => {
    const type = (name: string, guest: number, memory: string) => ({
      metadata: { name },
      spec: { cpu: { guest }, memory: { guest: memory } },
    });
    const items = [
      type("s1.3large", 12, "24Gi"),
      type("u1.2xmedium", 2, "4Gi"),
      type("bad", 1, "much"),
      type("u1.medium", 1, "4Gi"),
      { metadata: { name: "empty" } },
    ];
    const types = projectInstanceTypes(parseList(instanceTypeSchema, { items })?.items ?? []);
    expect(types.map(({ name }) => name)).toEqual(["u1.medium", "u1.2xmedium", "s1.3large"]);
    expect(types.map(memoryRatio)).toEqual([4, 2, 2]);
  });

  it("reads what sets a type apart from its spec, not from its name", () => {
    const type = (name: string, cpu: object, memory: object, more: object = {}, labels: object = {}) => ({
      metadata: { name, labels },
      spec: { cpu: { guest: 1, ...cpu }, memory: { guest: "4Gi", ...memory }, ...more },
    });
    const items = [
      type("a", {}, {}),
      type(
        "b",
        { dedicatedCPUPlacement: true, numa: { guestMappingPassthrough: {} } },
        { hugepages: { pageSize: "1Gi" } },
      ),
      type("c", { realtime: {} }, { overcommitPercent: 50 }),
      type("d", {}, {}, { gpus: [{ name: "gpu1" }] }, { "instancetype.kubevirt.io/deprecated": "true" }),
      type("e", { numa: "yes" }, { hugepages: null, overcommitPercent: "much" }, { gpus: [] }),
    ];
    const types = projectInstanceTypes(parseList(instanceTypeSchema, { items })?.items ?? []);
    expect(types.map(({ name, dedicatedCpu, traits }) => [name, dedicatedCpu, ...traits])).toEqual([
      ["a", false],
      ["b", true, "hugepages", "numa"],
      ["c", false, "overcommitted", "realtime"],
      ["d", false, "gpu", "deprecated"],
      ["e", false],
    ]);
  });

  it("tells profiles with one display name apart", () => {
    const annotations = { "openshift.io/display-name": "Windows 10" };
    const items = ["windows.10", "windows.10.virtio"].map((name) => ({ metadata: { name, annotations } }));
    const profiles = projectProfiles(parseList(preferenceSchema, { items })?.items ?? []);
    expect(profiles.map(({ label }) => label)).toEqual(["Windows 10 (windows.10)", "Windows 10 (windows.10.virtio)"]);
  });

  it("never shows an unreadable amount as zero", () => {
    const items = [
      {
        metadata: { name: "tenant-quota" },
        status: { hard: { "limits.cpu": "8", pods: "many" }, used: { "limits.cpu": "500m" } },
      },
    ];
    const quota = projectQuota(parseList(resourceQuotaSchema, { items })?.items ?? []);
    expect(quota.items).toEqual([{ key: "limits.cpu", used: 0.5, hard: 8 }]);
  });
});
