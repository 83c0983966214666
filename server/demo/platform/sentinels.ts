import type { KubeObject } from "./object.ts";

/** Failures by name: an application whose name starts with one of these meets it, reproducibly (README.md). */
const vmSentinels = {
  "unschedulable-once": "no node has room at first",
  unschedulable: "no node has room",
  "crash-once": "the guest fails right after its first start",
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
  "no-address-once": "the pool has no address at first",
  "huge-screen": "the screen says that it has four thousand million pixels",
  "no-tablet": "the screen knows only how far a mouse moves",
  "plain-keys": "the screen's server takes no scan codes",
  "mute-guest": "nothing in the guest listens on any port",
} as const;

const diskSentinels = {
  "import-fails-once": "the source answers 404 at first, then it is there",
  "import-fails": "the source answers 404, again and again",
  "import-stalls": "the import stays at 62 %",
  "import-breaks": "the import ends for good",
  "never-binds": "no node gives the volume a place",
} as const;

const applicationSentinels = {
  "refused-once": "the first create is a bare 500 and leaves nothing",
  "install-fails-once": "the chart's first install fails; the next one does not",
} as const;

export type VmSentinel = keyof typeof vmSentinels;
export type DiskSentinel = keyof typeof diskSentinels;
export type ApplicationSentinel = keyof typeof applicationSentinels;

/** How long what happens "at first" lasts where nothing else ends it. */
export const firstTroubleMs = 80_000;

/** On an application: meets the failure whatever its name is. Charts pass it on to the objects they render. */
export const sentinelAnnotation = "demo.porthole/sentinel";

export const sentinelOf = ({ metadata }: KubeObject): Record<string, string> => {
  const value =
    metadata.annotations?.[sentinelAnnotation] ?? metadata.annotations?.[`apps.cozystack.io-${sentinelAnnotation}`];
  return value === undefined ? {} : { [sentinelAnnotation]: value };
};

/** Of a VirtualMachine, its instance or its Service. */
export const vmSentinel = (object: KubeObject): VmSentinel | undefined => find(vmSentinels, object, "vm-instance-");

/** Of a DataVolume. */
export const diskSentinel = (object: KubeObject): DiskSentinel | undefined => find(diskSentinels, object, "vm-disk-");

/** Of an application as it is written, or of its release behind the prefix. */
export const applicationSentinel = (object: KubeObject, prefix = ""): ApplicationSentinel | undefined =>
  find(applicationSentinels, object, prefix);

/** Where one name begins with another, the longer one stands first. */
const find = <Key extends string>(all: Record<Key, string>, object: KubeObject, prefix: string): Key | undefined =>
  // Object.keys of a literal are exactly its keys.
  (Object.keys(all) as Key[]).find(
    (key) => object.metadata.name.startsWith(prefix + key) || sentinelOf(object)[sentinelAnnotation] === key,
  );
