import { vmOfRelease } from "#lib/resources/names.ts";
import type { VirtualMachine, VmInstanceObject } from "#lib/resources/vm/schema.ts";
import { wait } from "../wait.ts";
import type { Source } from "./source.ts";

/** A release's machine and its VMInstance reach us by two ways, in either order; one that stays alone for so long is alone. */
const aloneAfterMs = 60_000;

type Options = {
  machines: Pick<Source<VirtualMachine>, "items">;
  instances: Pick<Source<VmInstanceObject>, "items" | "hasRead" | "state">;
  signal: AbortSignal;
  /** Of these VirtualMachines it is another question now whether they are rows. */
  onChange: (names: readonly string[]) => void;
};

/** The VirtualMachines that belong to no VMInstance: KubeVirt's own, and what a release left behind when it was lost. */
export const createOutsideMachines = ({ machines, instances, signal, onChange }: Options) => {
  /** VirtualMachines that are called like a release whose VMInstance is not there, and since when. */
  const alone = new Map<string, number>();
  let isWaiting = false;

  /** One that is going would have been gone with its VMInstance. */
  const isAlone = (name: string): boolean =>
    machines.items.get(name)?.metadata.deletionTimestamp === null && !instances.items.has(vmOfRelease(name) ?? "");

  const waitForThem = async () => {
    if (isWaiting) return;
    isWaiting = true;
    while (alone.size > 0 && !signal.aborted) {
      await wait(aloneAfterMs / 4, signal);
      if (!signal.aborted) onChange([...alone.keys()]);
    }
    isWaiting = false;
  };

  return {
    /** The VirtualMachine when it is one of them. */
    get: (name: string): VirtualMachine | undefined => {
      if (vmOfRelease(name) === null) return machines.items.get(name);
      // While VMInstances cannot be read, that one is missing says nothing.
      const isSure = instances.hasRead && instances.state.status === "ready";
      const since = alone.get(name);
      const isOld = since !== undefined && performance.now() - since >= aloneAfterMs;
      return isSure && isOld && isAlone(name) ? machines.items.get(name) : undefined;
    },
    names: (): string[] => {
      const own = [...machines.items.keys()].filter((name) => vmOfRelease(name) === null);
      return [...own, ...alone.keys()];
    },
    /** These VirtualMachines, or their VMInstances, changed. */
    look: (names: readonly string[]) => {
      for (const name of names) {
        if (vmOfRelease(name) === null) continue;
        if (!isAlone(name)) alone.delete(name);
        else if (!alone.has(name)) alone.set(name, performance.now());
      }
      void waitForThem();
    },
  };
};

export type OutsideMachines = ReturnType<typeof createOutsideMachines>;
