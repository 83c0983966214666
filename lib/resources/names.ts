/** Names of the platform's objects. Limits: Helm's 53 characters minus the release prefix (platform-api.md 1.4). */

export const vmReleasePrefix = "vm-instance-";
const diskReleasePrefix = "vm-disk-";
export const imagePrefixes = ["vm-default-images-", "vm-image-"];

export const vmNameLimit = 41;
export const diskNameLimit = 45;

/**
 * What a machine is called that belongs to no VMInstance: its VirtualMachine's own name behind this. No VMInstance's name has a dot, so
 * neither is ever taken for the other.
 */
const outsidePrefix = "vm.";

export const outsideVm = (virtualMachine: string): string => `${outsidePrefix}${virtualMachine}`;
export const isOutside = (vm: string): boolean => vm.startsWith(outsidePrefix);
/** A machine's name as people know it. */
export const shownNameOfVm = (vm: string): string => (isOutside(vm) ? vm.slice(outsidePrefix.length) : vm);

/** VirtualMachine and pod label of a machine are called so; Service and WorkloadMonitor too where it is a VMInstance. */
export const releaseOfVm = (vm: string): string => (isOutside(vm) ? shownNameOfVm(vm) : `${vmReleasePrefix}${vm}`);
/** DataVolume and PVC of a VMDisk are called so. */
export const releaseOfDisk = (disk: string): string => `${diskReleasePrefix}${disk}`;

/** The VMInstance behind a release's name; null when the object belongs to something else. */
export const vmOfRelease = (release: string): string | null =>
  release.startsWith(vmReleasePrefix) && release.length > vmReleasePrefix.length
    ? release.slice(vmReleasePrefix.length)
    : null;

export const diskOfRelease = (release: string): string | null =>
  release.startsWith(diskReleasePrefix) && release.length > diskReleasePrefix.length
    ? release.slice(diskReleasePrefix.length)
    : null;

export type NameRule = "nameRequired" | "nameFormat" | "nameTooLong";

/** A DNS-1035 label: starts with a letter, `[a-z0-9-]`, no dash at the end. Null when the name is fine. */
export const nameProblem = (name: string, limit: number): NameRule | null => {
  if (name === "") return "nameRequired";
  if (!/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) return "nameFormat";
  return name.length > limit ? "nameTooLong" : null;
};
