import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** Rows that went away are remembered until there are so many: who was away for longer takes the list whole. */
const mostRemoved = 2_000;

export type RowChanges = { upsert: VmRow[]; remove: string[] };

/**
 * The rows of one list, and at which of its versions each last changed. A version means something within its epoch only: another process,
 * or the same list opened anew, counts from the beginning.
 */
export const createRowJournal = (most = mostRemoved) => {
  const epoch = randomBytes(9).toString("base64url");
  const rows = new Map<string, { row: VmRow; changedAt: number }>();
  const removed = new Map<string, number>();
  let version = 0;
  /** The oldest version whose followers can be told everything; there is no list before the first. */
  let oldest = 1;

  const drop = (name: string): boolean => {
    if (!rows.delete(name)) return false;
    // At the end, so that the first is always the one gone for longest.
    removed.delete(name);
    removed.set(name, version + 1);
    for (const [longest, removedAt] of removed) {
      if (removed.size <= most) break;
      removed.delete(longest);
      oldest = Math.max(oldest, removedAt);
    }
    return true;
  };

  return {
    epoch,
    get version() {
      return version;
    },
    get size() {
      return rows.size;
    },
    row: (name: string): VmRow | undefined => rows.get(name)?.row,
    names: (): IterableIterator<string> => rows.keys(),
    /** By name, in the order of its characters. */
    sorted: (): VmRow[] => [...rows.values()].map(({ row }) => row).sort((a, b) => (a.name < b.name ? -1 : 1)),
    /** Takes what a machine looks like now, null where there is none; true when that is news, of the next version. */
    take: (name: string, row: VmRow | null): boolean => {
      if (row === null) return drop(name);
      if (isDeepStrictEqual(rows.get(name)?.row, row)) return false;
      removed.delete(name);
      rows.set(name, { row, changedAt: version + 1 });
      return true;
    },
    /** What was taken since the last version is a version now. */
    commit: (): number => ++version,
    /** What became different after that version; null when that is not known any more, or not yet. */
    changesSince: (since: number): RowChanges | null => {
      if (!Number.isInteger(since) || since < oldest || since > version) return null;
      const upsert: VmRow[] = [];
      for (const { row, changedAt } of rows.values()) if (changedAt > since) upsert.push(row);
      const remove: string[] = [];
      for (const [name, removedAt] of removed) if (removedAt > since) remove.push(name);
      return { upsert, remove };
    },
  };
};

export type RowJournal = ReturnType<typeof createRowJournal>;
