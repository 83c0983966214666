import { type DataVolume, dataVolumeSchema } from "#lib/resources/disk/schema.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube, KubePath } from "../kube/api.ts";
import { nullWhenMissing } from "../kube/apps.ts";
import { wait } from "../wait.ts";

const everyMs = 2_000;
const spacingMs = 500;
const atOnce = 10;
/** A volume that nobody waits for hardly ever changes without its disk. */
const freshMs = 30_000;
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
  const items = new Map<string, DataVolume | null>();
  const readAt = new Map<string, number>();
  const refusedAt = new Map<string, number>();
  const firstRound = Promise.withResolvers<void>();
  let isDue = false;
  let wake = () => {};

  const readOne = async (disk: string) => {
    const volume = releaseOfDisk(disk);
    const path: KubePath = ["apis", "cdi.kubevirt.io", "v1beta1", "namespaces", tenant, "datavolumes", volume];
    const answer = await kube.get(person(), path, { signal, retries: 0 }).catch((error: unknown) => {
      if (problemOf(error).code === "forbidden") refusedAt.set(disk, performance.now());
      return nullWhenMissing(error);
    });
    const found = answer === null ? null : dataVolumeSchema.safeParse(answer).data;
    if (found === undefined) return;
    const known = items.get(disk);
    items.set(disk, found);
    readAt.set(disk, performance.now());
    const isSame = known !== undefined && known?.metadata.resourceVersion === found?.metadata.resourceVersion;
    if (!isSame) onChange(disk);
  };

  /** False when the role may not read any of them. */
  const round = async (disks: string[]): Promise<boolean> => {
    for (let from = 0; from < disks.length && !signal.aborted; from += atOnce) {
      const answers = await Promise.allSettled(disks.slice(from, from + atOnce).map(readOne));
      const refusals = answers.filter((one) => one.status === "rejected" && problemOf(one.reason).code === "forbidden");
      if (refusals.length === answers.length) return false;
    }
    return true;
  };

  const sleep = async (ms: number) => {
    const waking = new AbortController();
    wake = () => waking.abort();
    if (isDue) waking.abort();
    await wait(ms, AbortSignal.any([signal, waking.signal]));
    wake = () => {};
  };

  const run = async () => {
    // Nobody knows which disks matter before the list does.
    await sleep(recheckForbiddenMs);
    while (!signal.aborted) {
      isDue = false;
      const disks = [...new Set(wanted())];
      const isReadable = await round(disks);
      firstRound.resolve();
      await wait(isReadable ? spacingMs : recheckForbiddenMs, signal);
      if (isReadable) await sleep(disks.length > 0 ? everyMs : recheckForbiddenMs);
    }
  };
  void run();

  return {
    items: items as ReadonlyMap<string, DataVolume | null>,
    /** Sees to it that each was read not long ago, for a page that shows them; those that cannot be read are left out. */
    look: async (disks: readonly string[], maxAgeMs = freshMs): Promise<void> => {
      const now = performance.now();
      const isOlder = (at: number | undefined, ms: number) => at === undefined || at < now - ms;
      const stale = disks.filter(
        (disk) => isOlder(refusedAt.get(disk), freshMs) && isOlder(readAt.get(disk), maxAgeMs),
      );
      for (let from = 0; from < stale.length && !signal.aborted; from += atOnce)
        await Promise.allSettled(stale.slice(from, from + atOnce).map(readOne));
    },
    /** The disk moved: that it had no volume says nothing any more. */
    doubt: (disk: string) => {
      readAt.delete(disk);
      // The role to read its volume comes with it.
      refusedAt.delete(disk);
      if (items.get(disk) === null) items.delete(disk);
    },
    /** Somebody waits for another disk than before. */
    wake: () => {
      isDue = true;
      wake();
    },
    /** When the first disks that mattered were asked for. */
    firstRound: firstRound.promise,
    dispose: () => stopping.abort(),
  };
};
