import { freeName } from "../resources/free-name.ts";
import type { CatalogueView, ImageView, InstanceTypeView } from "../resources/image/view.ts";
import { vmNameLimit } from "../resources/names.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import { defaultDiskBytes, disksOfImage } from "./disks.ts";
import type { CreateInput } from "./input.ts";
import { quotaEffects } from "./quota.ts";
import { typeFitsProfile } from "./size.ts";

const usualType = "u1.medium";

/** Newest Ubuntu LTS, else the first cloud image, else whatever there is. */
const defaultImage = (images: readonly ImageView[]): ImageView | undefined =>
  newest(images.filter(({ family, version }) => family === "ubuntu" && version.endsWith("LTS"))) ??
  images.find(({ kind }) => kind === "cloud") ??
  images[0];

const newest = (images: readonly ImageView[]): ImageView | undefined =>
  [...images].sort((a, b) => b.version.localeCompare(a.version, "en", { numeric: true }))[0];

/** `u1.medium`, or the next larger type that the profile and the quota allow; types are sorted by size. */
export const defaultInstanceType = (
  catalogue: CatalogueView,
  profileName: string,
  fitsQuota: (type: InstanceTypeView) => boolean,
): InstanceTypeView | undefined => {
  const profile = catalogue.profiles.find(({ name }) => name === profileName);
  const types = catalogue.instanceTypes;
  const from = Math.max(
    0,
    types.findIndex(({ name }) => name === usualType),
  );
  const series = types[from]?.series;
  const larger = types.slice(from);
  const candidates = [...larger.filter((type) => type.series === series), ...larger, ...types];
  const allowed = candidates.filter((type) => typeFitsProfile(type, profile));
  return allowed.find(fitsQuota) ?? allowed[0];
};

/** The shortest path: what the create page holds before anybody touched it. `sshKeys` come from this browser's library. */
export const defaultInput = (
  catalogue: CatalogueView,
  quota: QuotaView | null,
  sshKeys: readonly string[] = [],
): CreateInput => {
  const image = defaultImage(catalogue.images);
  const profile = image?.profile ?? "";
  const storageClass =
    catalogue.storageClasses.find(({ name }) => name === "replicated") ??
    catalogue.storageClasses.find(({ isDefault }) => isDefault) ??
    catalogue.storageClasses[0];
  const input: CreateInput = {
    name: freeName(image && image.family !== "other" ? image.family : "vm", catalogue.takenVmNames, vmNameLimit),
    disks: disksOfImage(image, defaultDiskBytes(image), storageClass?.name ?? "replicated"),
    size: { kind: "type", instanceType: "" },
    profile,
    gpus: [],
    sshKeys: [...sshKeys],
    cloudInit: "",
    exposure: { kind: "ports", ports: [22] },
    icmp: null,
    networks: [],
    start: true,
    more: {},
  };
  const withType = (instanceType: string): CreateInput => ({ ...input, size: { kind: "type", instanceType } });
  const fits = (type: InstanceTypeView) =>
    quotaEffects(withType(type.name), catalogue, quota).every(({ exceeds }) => !exceeds);
  return withType(defaultInstanceType(catalogue, profile, fits)?.name ?? "");
};
