import type { CatalogueView } from "../../resources/image/view.ts";
import { diskOfRelease } from "../../resources/names.ts";
import { bytesToQuantity } from "../../resources/quantity.ts";
import { defaultDiskBytes } from "../disks.ts";
import { at, type Fields, fieldsOf, isFields, isNothing, listOf, textOf } from "./fields.ts";
import { nearestImage } from "./nearest.ts";

/** A disk of a raw VirtualMachine, as VMInstance and VMDisk have one. */
export type RawDisk = {
  path: readonly PropertyKey[];
  bus: string;
  optical: boolean;
  /** `spec` of a VMDisk that is to be made, or the name of one that exists. */
  from: { made: Fields } | { existing: string };
  said: { rule: "rawClaim" | "rawImage" | "rawDisk"; values: Record<string, string> };
};

/** The image's own registry where the cluster can import from one, else the golden image that is most like it. */
const diskOfContainer = (image: string, { dialect, images }: CatalogueView): { made: Fields; to: string } => {
  const hasHost = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//i.test(image);
  if (dialect.sources.registry && hasHost) {
    const url = `docker://${image}`;
    return { made: { source: { registry: { url } }, storage: bytesToQuantity(defaultDiskBytes(undefined)) }, to: url };
  }
  const golden = nearestImage(image, images);
  const storage = bytesToQuantity(defaultDiskBytes(golden ?? undefined));
  return { made: { source: { image: { name: golden?.name ?? "" } }, storage }, to: golden?.name ?? "–" };
};

/** `spec` of a VMDisk for that of a DataVolume. */
export const diskSpecOf = (spec: Fields): Fields => {
  const storage = isFields(spec.storage) ? spec.storage : fieldsOf(spec.pvc);
  const source = fieldsOf(spec.source);
  const clone = textOf(at(source, "pvc", "name"));
  const { blank: _, pvc: __, ...others } = source;
  // A DataSource stands for an image that the cluster keeps.
  const golden = isNothing(spec.source) ? textOf(at(spec, "sourceRef", "name")) : "";
  return {
    source: {
      ...others,
      ...(clone !== "" && { disk: { name: diskOfRelease(clone) ?? clone } }),
      ...(golden !== "" && { image: { name: golden } }),
    },
    ...(at(storage, "resources", "requests", "storage") !== undefined && {
      storage: at(storage, "resources", "requests", "storage"),
    }),
    ...(textOf(storage.storageClassName) !== "" && { storageClass: textOf(storage.storageClassName) }),
  };
};

/** The devices that volumes are attached as; KubeVirt gives a disk to each volume that is named nowhere. */
const devicesOf = (template: Fields): readonly unknown[] => {
  const devices = at(template, "domain", "devices");
  const disks = listOf(at(devices, "disks"));
  const named = new Set([...disks, ...listOf(at(devices, "filesystems"))].map((one) => textOf(at(one, "name"))));
  const unnamed = listOf(template.volumes).map((volume) => textOf(at(volume, "name")));
  return [...disks, ...unnamed.filter((name) => name !== "" && !named.has(name)).map((name) => ({ name }))];
};

/** The disks in boot order; volumes that carry user data are none. */
export const rawDisksOf = (spec: Fields, template: Fields, catalogue: CatalogueView): RawDisk[] => {
  const volumes = listOf(template.volumes);
  const made = listOf(spec.dataVolumeTemplates);
  const order = (device: unknown): number => Number(textOf(at(device, "bootOrder")) || Number.MAX_SAFE_INTEGER);
  return devicesOf(template)
    .toSorted((a, b) => order(a) - order(b))
    .flatMap((device): RawDisk[] => {
      const index = volumes.findIndex((volume) => textOf(at(volume, "name")) === textOf(at(device, "name")));
      const volume = volumes[index];
      const cdrom = at(device, "cdrom");
      const shared = {
        path: ["spec", "template", "spec", "volumes", index],
        bus: textOf(at(device, "disk", "bus")) || textOf(at(cdrom, "bus")),
        optical: cdrom !== undefined,
      };
      const image = textOf(at(volume, "containerDisk", "image"));
      if (image !== "") {
        const { made: spec, to } = diskOfContainer(image, catalogue);
        return [{ ...shared, from: { made: spec }, said: { rule: "rawImage", values: { from: image, to } } }];
      }
      const claim =
        textOf(at(volume, "persistentVolumeClaim", "claimName")) || textOf(at(volume, "dataVolume", "name"));
      if (claim === "") return [];
      const template = made.find((one) => textOf(at(one, "metadata", "name")) === claim);
      if (template)
        return [
          {
            ...shared,
            from: { made: diskSpecOf(fieldsOf(at(template, "spec"))) },
            said: { rule: "rawDisk", values: { from: claim } },
          },
        ];
      const disk = diskOfRelease(claim) ?? claim;
      return [{ ...shared, from: { existing: disk }, said: { rule: "rawClaim", values: { claim, disk } } }];
    });
};
