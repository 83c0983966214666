import * as z from "zod";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { readMachine } from "./power-status.ts";

type Machine = { tenant: string; name: string };

/** A stop while a restart's start is pending is undone by it (platform-api.md 4.6); after this it is surely through. */
const settlesMs = 60_000;

const uids = z.array(z.string());

/** Restarts whose start may still be pending, over all replicas. */
export const createPendingRestarts = ({ kube, live, store }: Pick<Services, "kube" | "live" | "store">) => {
  const keyOf = ({ tenant, name }: Machine) => `power:restarted:${tenant}/${name}`;

  const podsOf = (person: Person, { tenant, name }: Machine): Promise<string[]> =>
    live.using(person, tenant, (list) => {
      const pods = list.facts(name)?.pods;
      return pods && pods !== "unread" ? pods.map(({ metadata }) => metadata.uid) : [];
    });

  /** Who may not read the machine's status knows by its launcher pods: the restart is through when only new ones are left. */
  const isPendingByPods = async (person: Person, machine: Machine): Promise<boolean> => {
    const noted = await store.get(keyOf(machine));
    if (noted === null) return false;
    const before = uids.parse(JSON.parse(noted));
    const now = await podsOf(person, machine);
    if (now.length === 0 || now.some((uid) => before.includes(uid))) return true;
    await store.delete(keyOf(machine), noted);
    return false;
  };

  const isPending = async (person: Person, machine: Machine, mayReadStatus: boolean): Promise<boolean> => {
    if (!mayReadStatus) return isPendingByPods(person, machine);
    const vm = await readMachine(kube, person, machine);
    return vm !== null && vm.status.stateChangeRequests.length > 0;
  };

  return {
    /** Before the call, so that no stop slips in behind it on another replica. */
    note: async (person: Person, machine: Machine): Promise<void> =>
      store.set(keyOf(machine), JSON.stringify(await podsOf(person, machine)), settlesMs),
    forget: (machine: Machine): Promise<boolean> => store.delete(keyOf(machine)),
    /** Throws `busy` while a stop would be undone. */
    refuse: async (person: Person, machine: Machine, mayReadStatus: boolean): Promise<void> => {
      if (await isPending(person, machine, mayReadStatus)) {
        throw new ProblemError("busy", { about: "virtualmachines restart", retryAfterSeconds: 5 });
      }
    },
  };
};
