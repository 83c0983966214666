import type { VmFacts } from "#lib/resources/vm/facts.ts";
import { disksToAskFor, projectRow } from "#lib/resources/vm/project.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { createRowJournal, type RowChanges } from "./row-journal.ts";

/** The rows of one tenant, made of what is known of each machine, and the disks whose volumes they wait for. */
export const createTenantRows = (facts: (vm: string) => VmFacts | null, project = projectRow) => {
  const journal = createRowJournal();
  /** Disks each machine waits for. */
  const waiting = new Map<string, string[]>();

  /** The new row, null when it went away, undefined when nothing changed. */
  const recompute = (name: string): VmRow | null | undefined => {
    const known = facts(name);
    if (!known) {
      waiting.delete(name);
      return journal.take(name, null) ? null : undefined;
    }
    const row = project(known);
    const disks = disksToAskFor(known, row);
    if (disks.length > 0) waiting.set(name, disks);
    else waiting.delete(name);
    return journal.take(name, row) ? row : undefined;
  };

  return {
    journal,
    get isWaiting() {
      return waiting.size > 0;
    },
    disksWaitedFor: (): string[] => [...waiting.values()].flat(),
    /** Looks at these machines anew; `waitsForMore`: for a disk that nobody waited for before. */
    recompute: (names: Iterable<string>): RowChanges & { waitsForMore: boolean } => {
      const before = new Set([...waiting.values()].flat());
      const upsert: VmRow[] = [];
      const remove: string[] = [];
      for (const name of names) {
        const row = recompute(name);
        if (row) upsert.push(row);
        else if (row === null) remove.push(name);
      }
      return { upsert, remove, waitsForMore: [...waiting.values()].flat().some((disk) => !before.has(disk)) };
    },
  };
};
