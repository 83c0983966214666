import type { CreateSize } from "../create/input.ts";
import type { Dialect } from "../resources/dialect/dialect.ts";
import { diskEntries } from "../resources/dialect/write.ts";
import { bytesToQuantity } from "../resources/quantity.ts";
import type { Exposure } from "../resources/vm/view.ts";
import type { VmChange } from "./change.ts";
import type { VmSettings } from "./settings.ts";

/** A merge patch of `.spec`: keys to write, in the cluster's words; null takes a key away. */
export type SpecPatch = Record<string, unknown>;

/** Whether two values of the one model are the same: plain data, keys in the order of their type. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a change writes: changed keys only, in the cluster's dialect, nothing that its schema does not have. `{}`: nothing to do. */
export const specPatch = (dialect: Dialect, before: VmSettings, change: VmChange): SpecPatch => ({
  ...(change.exposure && exposurePatch(before.exposure, change.exposure)),
  ...(dialect.icmp && change.icmp !== undefined && change.icmp !== before.icmp && { externalAllowICMP: change.icmp }),
  ...(change.size && sizePatch(before.size, change.size)),
  ...(change.profile !== undefined && change.profile !== before.profile && { instanceProfile: change.profile }),
  ...(change.disks && diskPatch(dialect, before.disks, change.disks)),
  ...(change.networks && !isSame(change.networks, before.networks) && networkPatch(dialect, before, change.networks)),
  ...(change.sshKeys && !isSame(change.sshKeys, before.sshKeys) && { sshKeys: change.sshKeys }),
  // Its text is not among the settings: the writer sees whether it is so already.
  ...(change.cloudInit !== undefined &&
    (change.cloudInit !== "" || before.hasCloudInit) && { cloudInit: change.cloudInit }),
  ...(change.cloudInitSeed !== undefined &&
    change.cloudInitSeed !== before.cloudInitSeed && { cloudInitSeed: change.cloudInitSeed }),
});

type Disks = VmSettings["disks"];

const diskPatch = (dialect: Dialect, before: Disks, wanted: Disks): SpecPatch => {
  const disks = diskEntries(dialect, wanted);
  return isSame(disks, diskEntries(dialect, before)) ? {} : { disks };
};

/** Of a private machine nobody here knows which method and ports are stored, so both are sent; a list stays stored behind WholeIP. */
const exposurePatch = (before: Exposure, wanted: Exposure): SpecPatch => {
  if (isSame(before, wanted)) return {};
  switch (wanted.kind) {
    case "private":
      return { external: false };
    case "whole":
      return { ...(before.kind === "private" && { external: true }), externalMethod: "WholeIP" };
    case "ports":
      return {
        ...(before.kind === "private" && { external: true }),
        ...(before.kind !== "ports" && { externalMethod: "PortList" }),
        externalPorts: wanted.ports,
      };
  }
};

/** Type and resources exclude each other in KubeVirt's admission (platform-api.md 5): what was set of the other goes with it. */
const sizePatch = (before: VmSettings["size"], wanted: CreateSize): SpecPatch => {
  if (wanted.kind === "type") {
    const set = (["cpu", "sockets", "memory"] as const).filter((key) => before[key] !== "");
    const cleared = set.length > 0 && { resources: Object.fromEntries(set.map((key) => [key, null])) };
    return { ...(before.instanceType !== wanted.instanceType && { instanceType: wanted.instanceType }), ...cleared };
  }
  const resources = {
    cpu: String(wanted.cpu),
    sockets: String(wanted.sockets),
    memory: bytesToQuantity(wanted.memoryBytes),
  };
  const changed = Object.entries(resources).filter(
    ([key, value]) => Object.entries(before).find(([name]) => name === key)?.[1] !== value,
  );
  return {
    ...(before.instanceType !== "" && { instanceType: "" }),
    ...(changed.length > 0 && { resources: Object.fromEntries(changed) }),
  };
};

const networkPatch = (
  { networks: key }: Dialect,
  { usesSubnets }: VmSettings,
  wanted: readonly string[],
): SpecPatch => {
  if (key === "none") return {};
  const entries = wanted.map((name) => ({ name }));
  // The platform falls back to the old twin where the new list is empty.
  return { [key]: entries, ...(key === "networks" && usesSubnets && { subnets: [] }) };
};
