import type { Reading } from "#lib/api/problem.ts";
import { type DataVolume, dataVolumeSchema } from "#lib/resources/disk/schema.ts";
import { eventSchema, type KubeEvent } from "#lib/resources/event/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { releaseOfDisk, releaseOfVm } from "#lib/resources/names.ts";
import { projectDetail } from "#lib/resources/vm/detail.ts";
import type { VmFacts } from "#lib/resources/vm/facts.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { appPath } from "./kube/apps.ts";
import { readingOf } from "./reading.ts";

/** Disks whose volume and events are read for one page. */
const mostDisks = 10;

/** One machine: what the live list knows of it, with volumes and events read for this page. */
export const createVmReader = ({
  kube,
  live,
  log,
  dialect,
  config,
}: Pick<Services, "kube" | "live" | "log" | "dialect" | "config">) => {
  const eventsOf = async (person: Person, tenant: string, object: string): Promise<KubeEvent[]> => {
    const path = ["api", "v1", "namespaces", tenant, "events"] as const;
    const query = { fieldSelector: `involvedObject.name=${object}` };
    return parseList(eventSchema, await kube.get(person, path, { query }))?.items ?? [];
  };

  const volumeOf = async (person: Person, tenant: string, disk: string): Promise<[string, DataVolume][]> => {
    const path = [
      "apis",
      "cdi.kubevirt.io",
      "v1beta1",
      "namespaces",
      tenant,
      "datavolumes",
      releaseOfDisk(disk),
    ] as const;
    const volume = dataVolumeSchema.safeParse(await kube.get(person, path));
    return volume.success ? [[disk, volume.data]] : [];
  };

  /** A machine so new that the list has not heard of it; throws `not-found` when there is none. */
  const factsOfNew = async (person: Person, tenant: string, name: string): Promise<VmFacts> => {
    const instance = vmInstanceSchema.safeParse(await kube.get(person, appPath(tenant, "VMInstance", name)));
    if (!instance.success) throw new ProblemError("unsupported", { about: "vminstances get" });
    return {
      instance: normalise(instance.data, dialect.known),
      virtualMachine: "unread",
      pods: "unread",
      service: "unread",
      monitor: "unread",
      disks: "unread",
      dataVolumes: new Map(),
      instanceType: null,
    };
  };

  const read = async (person: Person, tenant: string, name: string): Promise<VmView> => {
    const facts = await live.using(person, tenant, (list) => {
      const known = list.read();
      if (known.state === "failed") throw new ProblemError(known.problem.code, { about: "vminstances list" });
      return list.facts(name);
    });
    const known = facts ?? (await factsOfNew(person, tenant, name));
    const disks = known.instance.spec.disks
      .map((disk) => disk.name)
      .filter((disk) => disk !== "")
      .slice(0, mostDisks);
    const pods = known.pods === "unread" ? [] : known.pods.map(({ metadata }) => metadata.name);
    const objects = [releaseOfVm(name), ...disks.map(releaseOfDisk), ...pods.slice(0, 2)];
    const optional = <T>(work: Promise<T[]>): Promise<T[]> => work.catch(() => []);
    const [volumes, events] = await Promise.all([
      Promise.all(disks.map((disk) => optional(volumeOf(person, tenant, disk)))),
      Promise.all(objects.map((object) => optional(eventsOf(person, tenant, object)))),
    ]);
    const dataVolumes = new Map([...known.dataVolumes, ...volumes.flat()]);
    return projectDetail({ ...known, dataVolumes }, events.flat(), config.catalogue);
  };

  return (person: Person, tenant: string, name: string): Promise<Reading<VmView>> =>
    readingOf(log, read(person, tenant, name));
};
