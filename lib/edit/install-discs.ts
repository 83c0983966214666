import type { DiskOrigin } from "../resources/disk/origin.ts";
import type { VmDisk, VmView } from "../resources/vm/view.ts";
import type { AttachedDisk } from "./disks.ts";

type Known = { name: string; optical: boolean; origin: DiskOrigin };

/** Whether a machine may be one that is installed from a disc, by what its own page knows: what its first disk was made from is not in it. */
export const mayBeInstalled = ({
  origin,
  deleting,
  disksAttached,
}: Pick<VmView, "origin" | "deleting" | "disksAttached">): boolean => {
  const [first, ...others]: readonly VmDisk[] = disksAttached;
  return (
    origin === "platform" &&
    !deleting &&
    first !== undefined &&
    !first.optical &&
    first.image === null &&
    others.some(({ optical }) => optical)
  );
};

/** The discs behind a disk that was made empty and boots first; none where a machine is made in any other way. */
export const installDiscsOf = (attached: readonly AttachedDisk[], disks: readonly Known[]): Known[] => {
  const [first, ...others] = attached.map(({ name }) => disks.find((disk) => disk.name === name));
  if (!first || first.optical || first.origin.kind !== "empty") return [];
  return others.filter((disk): disk is Known => disk?.optical ?? false);
};

export const withoutDisks = (attached: readonly AttachedDisk[], names: readonly string[]): AttachedDisk[] =>
  attached.filter(({ name }) => !names.includes(name));

/**
 * Whether it was seen to start anew. A reboot inside the guest is in no object of the platform, and an agent that answers may be the
 * installer's own. `firstInstance`: what ran when somebody began to look.
 */
export const hasRestarted = ({ instance }: Pick<VmView, "instance">, firstInstance: string | null): boolean =>
  firstInstance !== null && instance !== null && instance !== firstInstance;

/** What is to be done in the guest, each a key of messages `eject.step`. */
export type InstallStep = "press-key" | "load-drivers" | "guest-tools" | "windows-eject" | "install" | "restart-eject";

export const installSteps = ({ os, profile }: Pick<VmView, "os" | "profile">): InstallStep[] => {
  if (os.family !== "windows") return ["install", "restart-eject"];
  const needsDrivers = profile.endsWith(".virtio");
  return ["press-key", ...(needsDrivers ? (["load-drivers", "guest-tools"] as const) : []), "windows-eject"];
};
