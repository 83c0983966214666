import type { CatalogueView, ImageView, InstanceTypeView } from "../../resources/image/view.ts";
import { gibibyte } from "../../resources/quantity.ts";
import type { Resources } from "../size.ts";

/** vCPU and GiB of types that documents name, and that a cluster may not have (any more). */
const documented: Readonly<Record<string, string>> = {
  cx1: "medium 2/4, large 4/8, xlarge 8/16, 2xlarge 16/32, 4xlarge 32/64, 8xlarge 64/128",
  s1: "small 1/2, medium 2/4, large 4/8, xlarge 8/16, 3large 12/24, 2xlarge 16/32, 3xlarge 24/48, 4xlarge 32/64, 8xlarge 64/128",
  u1: "nano 1/0.5, micro 1/1, small 1/2, medium 1/4, 2xmedium 2/4, large 2/8, xlarge 4/16, 2xlarge 8/32, 4xlarge 16/64, 8xlarge 32/128",
  m1: "large 2/16, xlarge 4/32, 2xlarge 8/64, 4xlarge 16/128, 8xlarge 32/256",
};

/** What a type of this name has elsewhere; null where nobody says so. */
export const documentedSize = (name: string): Resources | null => {
  const [series = "", size = ""] = name.split(".");
  const sizes = Object.hasOwn(documented, series) ? (documented[series] ?? "") : "";
  const [, amounts] =
    sizes
      .split(", ")
      .map((each) => each.split(" "))
      .find(([each]) => each === size) ?? [];
  if (!amounts) return null;
  const [cpu = 0, gib = 0] = amounts.split("/").map(Number);
  return { cpu, memoryBytes: gib * gibibyte };
};

/** The smallest type that has at least as much; the largest where none has. */
export const nearestType = (
  { cpu, memoryBytes }: Resources,
  types: readonly InstanceTypeView[],
): InstanceTypeView | undefined => {
  const sorted = [...types].sort((a, b) => a.cpu - b.cpu || a.memoryBytes - b.memoryBytes);
  const enough = sorted.filter((type) => type.cpu >= cpu && type.memoryBytes >= memoryBytes);
  return enough.find(({ dedicatedCpu }) => !dedicatedCpu) ?? enough[0] ?? sorted.at(-1);
};

const aliases: Readonly<Record<string, string>> = {
  ...{ redhat: "rhel", rocky: "rhel", almalinux: "rhel", alma: "rhel", oracle: "oraclelinux", suse: "sles" },
};

/** The version in a part of a name: `stream10` is 10, `2k22` is 2022. */
const versionIn = (name: string): number => Number(name.replace(/\b2k(\d\d)/, "20$1").match(/\d+/)?.[0] ?? 0);

const extras = (name: string): number => Number(/\.(desktop|virtio|dpdk|arm64|realtime)$/.test(name));

/** The profile that shares most with a name that does not exist: the same version without extras, else the newest; null where none is like it. */
export const nearestProfile = (wanted: string, { profiles, dialect }: CatalogueView): string | null => {
  const [family = "", ...rest] = wanted.toLowerCase().split(".");
  const parts = [Object.hasOwn(aliases, family) ? (aliases[family] ?? family) : family, ...rest];
  const shared = (name: string) => {
    const own = name.split(".");
    const differs = own.findIndex((part, index) => part !== parts[index]);
    return differs < 0 ? own.length : differs;
  };
  const [best] = profiles
    .map(({ name }) => name)
    .filter((name) => shared(name) > 0 && (dialect.profiles?.includes(name) ?? true))
    .sort((a, b) => shared(b) - shared(a) || extras(a) - extras(b) || versionIn(b) - versionIn(a) || (a < b ? -1 : 1));
  return best ?? null;
};

/** The class that data survives on, else the cluster's own choice. */
export const nearestClass = ({ storageClasses }: CatalogueView): string | null =>
  (
    storageClasses.find(({ name }) => name === "replicated") ??
    storageClasses.find(({ isDefault }) => isDefault) ??
    storageClasses[0]
  )?.name ?? null;

/** The image of the same family whose version is the next one, else the newest; `ubuntu-2004` and `ubuntu:20.04` alike. */
export const nearestImage = (wanted: string, images: readonly ImageView[]): ImageView | null => {
  const name = wanted.toLowerCase().replace(/@.*$/, "").split("/").at(-1) ?? "";
  const family = /^[a-z]+/.exec(name.replace(/-container-?disk.*$/, ""))?.[0] ?? "";
  const version = (text: string) => Number(text.replace(/\D+/g, "").slice(0, 6) || 0);
  const same = images
    .filter((image) => family !== "" && (image.family === family || image.name.startsWith(`${family}-`)))
    .sort((a, b) => version(a.name) - version(b.name));
  const asked = version(name.slice(family.length));
  return (asked > 0 ? same.find((image) => version(image.name) >= asked) : null) ?? same.at(-1) ?? null;
};
