import type { StockRole } from "../access/rights.ts";
import { releaseOfDisk, releaseOfVm } from "../resources/names.ts";

/** The kinds of objects whose YAML is shown beside a machine's own. Never Secrets. */
export const relatedKinds = [
  "VMDisk",
  "HelmRelease",
  "VirtualMachine",
  "VirtualMachineInstance",
  "Pod",
  "Service",
  "WorkloadMonitor",
  "DataVolume",
  "PersistentVolumeClaim",
] as const;
export type RelatedKind = (typeof relatedKinds)[number];
export const isRelatedKind = (kind: string): kind is RelatedKind => relatedKinds.some((known) => known === kind);

/** One object, and those it exists for or was made by. */
export type Related = ObjectRef & { from: readonly ObjectRef[] };
export type ObjectRef = { kind: RelatedKind | "VMInstance"; name: string };

/** The lowest stock role that may read a kind (platform-api.md 3.3); null: none may, unless the operator of the cloud grants it. */
export const readableFrom: Readonly<Record<RelatedKind, StockRole | null>> = {
  VMDisk: "view",
  HelmRelease: null,
  VirtualMachine: "admin",
  VirtualMachineInstance: null,
  Pod: "view",
  Service: "view",
  WorkloadMonitor: "view",
  DataVolume: "use",
  PersistentVolumeClaim: null,
};

/** What `kubectl get` calls a kind; the full name where another group could have the same. */
const resources: Readonly<Record<ObjectRef["kind"], string>> = {
  VMInstance: "vminstance",
  VMDisk: "vmdisk",
  HelmRelease: "helmrelease",
  VirtualMachine: "virtualmachine",
  VirtualMachineInstance: "virtualmachineinstance",
  Pod: "pod",
  Service: "service",
  WorkloadMonitor: "workloadmonitors.cozystack.io",
  DataVolume: "datavolume",
  PersistentVolumeClaim: "persistentvolumeclaim",
};

export const kubectlGet = (tenant: string, { kind, name }: ObjectRef): string =>
  `kubectl -n ${tenant} get ${resources[kind]} ${name} -o yaml`;

export const refKey = ({ kind, name }: ObjectRef): string => `${kind}/${name}`;

/** The object that a key stands for among these; null: there is none such. */
export const refOf = <T extends ObjectRef>(key: string | null, all: readonly T[]): T | null =>
  all.find((one) => refKey(one) === key) ?? null;

export type MachineParts = {
  /** As its page is called. */
  vm: string;
  isOutside: boolean;
  /** Its VMDisks in boot order; of a machine that no VMInstance made, the claims it names. */
  disks: readonly string[];
  pods: readonly string[];
};

/** Everything the platform makes of a machine, by the names it gives (platform-api.md 2.1, 2.3). None of it need exist. */
export const relatedOf = ({ vm, isOutside, disks, pods }: MachineParts): Related[] => {
  const release = releaseOfVm(vm);
  const machine: ObjectRef = { kind: "VirtualMachine", name: release };
  const running: ObjectRef = { kind: "VirtualMachineInstance", name: release };
  const launchers = pods.map((name): Related => ({ kind: "Pod", name, from: [running] }));
  if (isOutside) {
    const volumes = disks.flatMap((name): Related[] => volumesOf(name, [machine]));
    return [{ ...running, from: [machine] }, ...launchers, ...volumes];
  }
  const own: ObjectRef = { kind: "VMInstance", name: vm };
  const made: ObjectRef = { kind: "HelmRelease", name: release };
  const ofRelease = (kind: RelatedKind): Related => ({ kind, name: release, from: [made] });
  const ofDisks = disks.flatMap((disk): Related[] => {
    const name = releaseOfDisk(disk);
    const source: ObjectRef = { kind: "VMDisk", name: disk };
    const madeOfIt: ObjectRef = { kind: "HelmRelease", name };
    return [{ ...source, from: [own] }, { ...madeOfIt, from: [source] }, ...volumesOf(name, [madeOfIt, machine])];
  });
  return [
    { ...made, from: [own] },
    ofRelease("VirtualMachine"),
    { ...running, from: [machine] },
    ...launchers,
    ofRelease("Service"),
    ofRelease("WorkloadMonitor"),
    ...ofDisks,
  ];
};

const volumesOf = (name: string, from: readonly ObjectRef[]): Related[] => [
  { kind: "DataVolume", name, from },
  { kind: "PersistentVolumeClaim", name, from: [{ kind: "DataVolume", name }] },
];

/** What exists because of this one. */
export const madeBy = (ref: ObjectRef, all: readonly Related[]): Related[] =>
  all.filter(({ from }) => from.some((one) => refKey(one) === refKey(ref)));
