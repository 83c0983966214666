import { type Fields, isFields } from "./fields.ts";

/** What `machineOfRaw` takes of a VirtualMachine's spec: true for everything below. */
type Taken = { readonly [key: string]: Taken | true };

const disk: Taken = { name: true, bootOrder: true, disk: { bus: true }, cdrom: { bus: true } };
const cloudInit: Taken = { userData: true, userDataBase64: true };
const volume: Taken = {
  ...{ name: true, containerDisk: { image: true }, persistentVolumeClaim: { claimName: true } },
  ...{ dataVolume: { name: true }, cloudInitNoCloud: cloudInit, cloudInitConfigDrive: cloudInit },
};
const guest: Taken = {
  domain: {
    cpu: { cores: true, sockets: true, threads: true },
    memory: { guest: true },
    resources: { requests: true },
    devices: { disks: { "*": disk }, gpus: { "*": { deviceName: true, name: true } } },
  },
  volumes: { "*": volume },
};
const machine: Taken = {
  ...{ running: true, runStrategy: true, dataVolumeTemplates: true },
  ...{ instancetype: { name: true, kind: true }, preference: { name: true, kind: true } },
};

/** Where a spec says more than is taken of it, each place once. */
export const leftOut = (spec: Fields, hasTemplate: boolean): (string | number)[][] =>
  visit(spec, hasTemplate ? { ...machine, template: { metadata: true, spec: guest } } : { ...machine, ...guest });

const claim: Taken = { resources: { requests: { storage: true } }, storageClassName: true };
const volumeSpec: Taken = { source: true, sourceRef: true, pvc: claim, storage: claim };

/** The same of a DataVolume's spec. */
export const leftOutOfVolume = (spec: Fields): (string | number)[][] => visit(spec, volumeSpec);

const visit = (value: unknown, taken: Taken | true): (string | number)[][] => {
  if (taken === true) return [];
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? value.map((one, index): [number, unknown] => [index, one])
    : isFields(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(([key, one]) => {
    const known = taken["*"] ?? (typeof key === "string" && Object.hasOwn(taken, key) ? taken[key] : undefined);
    return known === undefined ? [[key]] : visit(one, known).map((path) => [key, ...path]);
  });
};
