import type { Problem } from "../../api/problem.ts";

/** A disk of a machine that is about to go. Who else has it keeps it. */
export type DeletableDisk = { name: string; uid: string; sizeBytes: number | null; usedBy: readonly string[] };

/** A disk that goes with its machine, by the uid that the person saw. */
export type ChosenDisk = Pick<DeletableDisk, "name" | "uid">;

export type DiskDeletion = ChosenDisk & { state: "waiting" | "going" | "gone" | "failed"; problem: Problem | null };

/** What became of a delete: the machine first, then the disks that were chosen, one by one. */
export type Deletion = {
  name: string;
  /** Of the machine. */
  uid: string;
  machine: "going" | "gone" | "failed";
  /** Why the machine is still there. */
  problem: Problem | null;
  disks: readonly DiskDeletion[];
  /** `interrupted`: who worked on it is gone; asking for the same again goes on. */
  state: "running" | "done" | "failed" | "interrupted";
};

export const mostChosenDisks = 32;

export const beginDeletion = (name: string, uid: string, disks: readonly ChosenDisk[]): Deletion => ({
  name,
  uid,
  machine: "going",
  problem: null,
  disks: disks.map(({ name: disk, uid: of }) => ({ name: disk, uid: of, state: "waiting", problem: null })),
  state: "running",
});

export const withDisk = (deletion: Deletion, name: string, change: Partial<DiskDeletion>): Deletion => ({
  ...deletion,
  disks: deletion.disks.map((disk) => (disk.name === name ? { ...disk, ...change } : disk)),
});

/** How it ended. Disks of a machine that stays, stay. */
export const endOf = (deletion: Deletion): Deletion => {
  const isDone = deletion.machine === "gone" && deletion.disks.every(({ state }) => state === "gone");
  return { ...deletion, state: isDone ? "done" : "failed" };
};

/** What is still to be asked for: the disks that are not gone. */
export const leftOf = ({ disks }: Deletion): ChosenDisk[] =>
  disks.filter(({ state }) => state !== "gone").map(({ name, uid }) => ({ name, uid }));
