import { createHash } from "node:crypto";
import type { Deletion } from "#lib/resources/vm/deletion.ts";
import { identityKey, type Person } from "../auth/person.ts";
import type { SharedStore } from "../store/shared-store.ts";

type Machine = { tenant: string; name: string };

/** How long it is told what became of a delete. */
const keepMs = 15 * 60_000;
/** Who has not said for this long that it works on a delete does so no more. */
const aliveMs = 20_000;

/** Deletes as all replicas know them, each for the person who asked for it. */
export const createDeletionBoard = (store: SharedStore) => {
  const keyOf = ({ identity }: Person, { tenant, name }: Machine): string => {
    const who = createHash("sha256").update(identityKey(identity)).digest("base64url");
    return `deletion:${who}:${tenant}/${name}`;
  };
  const aliveOf = (person: Person, machine: Machine) => `${keyOf(person, machine)}:alive`;

  return {
    /** False while this person's delete of this machine is under way, on whatever replica. */
    admit: (person: Person, machine: Machine): Promise<boolean> => store.add(aliveOf(person, machine), "1", aliveMs),
    save: async (person: Person, machine: Machine, deletion: Deletion): Promise<void> => {
      await store.set(keyOf(person, machine), JSON.stringify(deletion), keepMs);
      if (deletion.state === "running") await store.set(aliveOf(person, machine), "1", aliveMs);
      else await store.delete(aliveOf(person, machine));
    },
    leave: (person: Person, machine: Machine): Promise<boolean> => store.delete(aliveOf(person, machine)),
    renew: (person: Person, machine: Machine): Promise<boolean> => store.extend(aliveOf(person, machine), aliveMs),
    /** Null where this person has deleted no machine of that name lately. */
    read: async (person: Person, machine: Machine): Promise<Deletion | null> => {
      const record = await store.get(keyOf(person, machine));
      if (record === null) return null;
      // Written by `save` alone.
      const deletion = JSON.parse(record) as Deletion;
      if (deletion.state !== "running" || (await store.get(aliveOf(person, machine))) !== null) return deletion;
      return { ...deletion, state: "interrupted" };
    },
  };
};

export type DeletionBoard = ReturnType<typeof createDeletionBoard>;
