/** Failures by name: an application whose name starts with one of these meets it, reproducibly (README.md). */
const vmSentinels = {
  unschedulable: "no node has room",
  "crash-loop": "the guest fails right after every start",
  "stuck-starting": "the launcher pod never gets ready",
  "image-pull-fails": "the launcher's image cannot be pulled",
} as const;

const diskSentinels = {
  "import-fails": "the source answers 404, again and again",
  "import-stalls": "the import stays at 62 %",
} as const;

export type VmSentinel = keyof typeof vmSentinels;
export type DiskSentinel = keyof typeof diskSentinels;

// Object.keys of a literal are exactly its keys.
const vmKeys = Object.keys(vmSentinels) as VmSentinel[];
const diskKeys = Object.keys(diskSentinels) as DiskSentinel[];

/** `name` is the VirtualMachine's: `vm-instance-…`. */
export const vmSentinel = (name: string): VmSentinel | undefined =>
  vmKeys.find((key) => name.startsWith(`vm-instance-${key}`));

/** `name` is the DataVolume's: `vm-disk-…`. */
export const diskSentinel = (name: string): DiskSentinel | undefined =>
  diskKeys.find((key) => name.startsWith(`vm-disk-${key}`));
