import type { KubeObject } from "./object.ts";

/** Failures by name: an application whose name starts with one of these meets it, reproducibly (README.md). */
const vmSentinels = {
  unschedulable: "no node has room",
  "crash-loop": "the guest fails right after every start",
  "stuck-starting": "the launcher pod never gets ready",
  "image-pull-fails": "the launcher's image cannot be pulled",
  "image-pull-waits": "the launcher's image could not be pulled and is tried again later",
  "waits-for-receiver": "the instance waits for the other end of a migration",
  "node-lost": "the node stops answering once the machine runs",
  "io-error": "the machine is paused by a failing disk once it runs",
  "ignores-shutdown": "the guest does not hear that it is to end, so its whole grace period passes",
  "no-agent": "no guest agent ever connects",
  "migration-fails": "every live migration fails",
} as const;

const diskSentinels = {
  "import-fails": "the source answers 404, again and again",
  "import-stalls": "the import stays at 62 %",
  "import-breaks": "the import ends for good",
  "never-binds": "no node gives the volume a place",
} as const;

export type VmSentinel = keyof typeof vmSentinels;
export type DiskSentinel = keyof typeof diskSentinels;

/** On an application: meets the failure whatever its name is. Charts pass it on to the objects they render. */
export const sentinelAnnotation = "demo.porthole/sentinel";

export const sentinelOf = ({ metadata }: KubeObject): Record<string, string> => {
  const value =
    metadata.annotations?.[sentinelAnnotation] ?? metadata.annotations?.[`apps.cozystack.io-${sentinelAnnotation}`];
  return value === undefined ? {} : { [sentinelAnnotation]: value };
};

/** Of a VirtualMachine or its instance. */
export const vmSentinel = (object: KubeObject): VmSentinel | undefined =>
  // Object.keys of a literal are exactly its keys.
  (Object.keys(vmSentinels) as VmSentinel[]).find((key) => meets(object, "vm-instance-", key));

/** Of a DataVolume. */
export const diskSentinel = (object: KubeObject): DiskSentinel | undefined =>
  (Object.keys(diskSentinels) as DiskSentinel[]).find((key) => meets(object, "vm-disk-", key));

const meets = (object: KubeObject, prefix: string, key: string): boolean =>
  object.metadata.name.startsWith(prefix + key) || sentinelOf(object)[sentinelAnnotation] === key;
