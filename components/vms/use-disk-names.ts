import { useEffect, useState } from "react";
import { client } from "#lib/api/client.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** Of more machines than this, disks are counted and not named. */
const mostNamed = 20;
const atOnce = 4;

/** The disks of machines by name, a few requests at a time. None: on their way, or not to be had; the count is known all the same. */
export const useDiskNames = (tenant: string, rows: readonly VmRow[]): { isReading: boolean; disks: string[] } => {
  const names = rows.length <= mostNamed ? rows.map(({ name }) => name).join(" ") : "";
  const [disks, setDisks] = useState<{ of: string; names: string[] } | null>(null);

  useEffect(() => {
    if (names === "") return;
    const stop = new AbortController();
    const machines = names.split(" ");
    const read = new Map<string, string[]>();
    const waiting = [...machines];
    const worker = async () => {
      for (let vm = waiting.shift(); vm !== undefined; vm = waiting.shift()) {
        const view = await client.vm(tenant, vm, stop.signal).catch(() => null);
        if (view)
          read.set(
            vm,
            view.disksAttached.map(({ name }) => name),
          );
      }
    };
    void Promise.all(Array.from({ length: atOnce }, worker)).then(() => {
      if (!stop.signal.aborted) setDisks({ of: names, names: machines.flatMap((vm) => read.get(vm) ?? []) });
    });
    return () => stop.abort();
  }, [tenant, names]);

  const known = disks?.of === names ? disks.names : null;
  return { isReading: names !== "" && known === null, disks: known ?? [] };
};
