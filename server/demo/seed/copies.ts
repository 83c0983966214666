import { randomUUID } from "node:crypto";
import { createdAtAnnotation } from "../platform/apps/application.ts";
import { firmwareUuid } from "../platform/charts/vm-template.ts";
import { addressOf, launcherName, macOf } from "../platform/controllers/launcher-pod.ts";
import type { Service } from "../platform/kinds/core.ts";
import type { VirtualMachine, VirtualMachineInstance } from "../platform/kinds/kubevirt.ts";
import type { KubeObject } from "../platform/object.ts";

/** What an API server holds, past its API: resources by `group/plural`. */
export type Contents = {
  /** Grows with every write. */
  readonly revision: number;
  keys: () => Iterable<string>;
  list: (key: string) => readonly { object: Stored }[];
  put: (key: string, object: Stored) => unknown;
};

/** As its storage holds it: complete. */
export type Stored = KubeObject & {
  apiVersion: string;
  kind: string;
  metadata: { uid: string; resourceVersion: string; creationTimestamp: string };
};

export type Kept = { key: string; object: Stored };

/** Gives each copy what no two objects share: addresses that nobody has. */
export type Free = { taken: Set<string>; services: number };

export const freeIn = (contents: Contents): Free => ({
  taken: new Set(contents.list("kubevirt.io/virtualmachineinstances").flatMap(({ object }) => addressesOf(object))),
  services: 0,
});
const nothingTaken = (): Free => ({ taken: new Set(), services: 0 });

// The key says what kind it is.
const addressesOf = (object: unknown): string[] =>
  (object as VirtualMachineInstance).status?.interfaces?.flatMap(({ ipAddress }) => ipAddress ?? []) ?? [];

/** For load tests, by RFC 2544: none of them leads anywhere. */
const publicAddress = (number: number): string => `198.${18 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
const clusterAddress = (number: number): string => `10.${100 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;

/** All that says `name` in its own description, but what happened to it: that is forgotten after an hour. */
export const whatNames = (contents: Contents, name: string): Kept[] =>
  [...contents.keys()]
    .filter((key) => key !== "/events")
    .flatMap((key) =>
      contents
        .list(key)
        .filter(({ object }) => JSON.stringify(object).includes(name))
        .map(({ object }) => ({ key, object })),
    );

/**
 * A group of objects to be made again under another name: what controllers once made of one application, with identities, addresses and
 * everything that follows from a name as they would have given them.
 */
export const copier = (group: readonly Kept[], name: string) => {
  const uids = group.map(({ object }) => object.metadata.uid);
  // The key says of which kind they are.
  const of = <T extends KubeObject>(wanted: string) =>
    group.flatMap(({ key, object }) => (key === wanted ? [object as unknown as T] : []));
  const machines = of<VirtualMachine>("kubevirt.io/virtualmachines");
  const running = of<VirtualMachineInstance>("kubevirt.io/virtualmachineinstances");
  const services = of<Service>("/services");
  // A release keeps the annotations of its application under names of its own.
  const times = group.flatMap(({ object: { metadata } }) =>
    Object.entries(metadata.annotations ?? {}).flatMap(([key, at]) => (key.endsWith(createdAtAnnotation) ? [at] : [])),
  );
  const text = JSON.stringify(group);

  /** New words for those that no copy may share, by the old ones; without a time the copy is as old as the first. */
  const words = (copyName: string, free: Free, createdAt: string | undefined): Map<string, string> => {
    const map = new Map<string, string>([[name, copyName]]);
    for (const uid of uids) map.set(uid, randomUUID());
    if (createdAt) for (const time of times) map.set(time, createdAt);
    const renamed = (old = "") => old.replaceAll(name, copyName);
    for (const { metadata, spec } of machines) {
      const { uuid } = spec.template.spec.domain.firmware ?? {};
      if (uuid) map.set(uuid, firmwareUuid(`${renamed(metadata.namespace)}-${renamed(metadata.name)}-`));
    }
    for (const vmi of running) {
      const { namespace, name: own, uid = "" } = vmi.metadata;
      const copy = { ...vmi, metadata: { namespace: renamed(namespace), name: renamed(own), uid: map.get(uid) } };
      map.set(launcherName(vmi), launcherName(copy));
      const [{ ipAddress, mac } = {}] = vmi.status?.interfaces ?? [];
      if (mac) map.set(mac, macOf(copy));
      if (!ipAddress) continue;
      const address = addressOf(copy, (each) => free.taken.has(each));
      free.taken.add(address);
      map.set(ipAddress, address);
    }
    for (const { spec, status } of services) {
      const number = 257 + free.services++;
      if (spec.clusterIP && spec.clusterIP !== "None") map.set(spec.clusterIP, clusterAddress(number));
      for (const { ip } of status?.loadBalancer?.ingress ?? []) map.set(ip, publicAddress(number));
    }
    return map;
  };

  // The words are the same for all copies, so the text is cut up only once. Longer ones first: one may begin like another.
  const old = [...words(name, nothingTaken(), "1970-01-01T00:00:00Z").keys()].toSorted((a, b) => b.length - a.length);
  const parts = text.split(new RegExp(`(${old.map((word) => word.replaceAll(".", "\\.")).join("|")})`));

  return (copyName: string, free: Free, createdAt?: string): Kept[] => {
    const map = words(copyName, free, createdAt);
    // What was written as such a group is one.
    return JSON.parse(parts.map((part) => map.get(part) ?? part).join("")) as Kept[];
  };
};
