import { type DataVolume, dataVolumeSchema } from "#lib/resources/disk/schema.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { wait } from "../wait.ts";

const everyMs = 2_000;
const atOnce = 10;
const recheckForbiddenMs = 60_000;

type VolumeOptions = {
  kube: Kube;
  person: () => Person;
  tenant: string;
  /** Disks whose volume somebody waits for, asked before every round. */
  wanted: () => Iterable<string>;
  onChange: (disk: string) => void;
};

/** DataVolumes by the name of their disk: readable one by one only, so only those are read whose progress matters. */
export const volumeSource = ({ kube, person, tenant, wanted, onChange }: VolumeOptions) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = new Map<string, DataVolume>();
  let isDue = false;
  let wake = () => {};

  const readOne = async (disk: string) => {
    const path = [
      "apis",
      "cdi.kubevirt.io",
      "v1beta1",
      "namespaces",
      tenant,
      "datavolumes",
      releaseOfDisk(disk),
    ] as const;
    const parsed = dataVolumeSchema.safeParse(await kube.get(person(), path, { signal }));
    if (!parsed.success) return;
    const known = items.get(disk);
    items.set(disk, parsed.data);
    if (known?.metadata.resourceVersion !== parsed.data.metadata.resourceVersion) onChange(disk);
  };

  /** False when the role may not read any of them. */
  const round = async (disks: string[]): Promise<boolean> => {
    let isForbidden = false;
    for (let from = 0; from < disks.length && !signal.aborted; from += atOnce) {
      const answers = await Promise.allSettled(disks.slice(from, from + atOnce).map(readOne));
      isForbidden = answers.every(
        ({ status, ...rest }) => "reason" in rest && problemOf(rest.reason).code === "forbidden",
      );
      if (isForbidden) return false;
    }
    return true;
  };

  const run = async () => {
    while (!signal.aborted) {
      isDue = false;
      const disks = [...new Set(wanted())];
      const isReadable = await round(disks);
      const waking = new AbortController();
      wake = () => waking.abort();
      const pauseMs = isReadable ? (disks.length > 0 ? everyMs : recheckForbiddenMs) : recheckForbiddenMs;
      await wait(everyMs / 4, signal);
      if (isDue && isReadable) continue;
      await wait(pauseMs, isReadable ? AbortSignal.any([signal, waking.signal]) : signal);
    }
  };
  void run();

  return {
    items: items as ReadonlyMap<string, DataVolume>,
    /** Somebody waits for another disk than before. */
    wake: () => {
      isDue = true;
      wake();
    },
    forget: (disk: string) => items.delete(disk),
    dispose: () => stopping.abort(),
  };
};
