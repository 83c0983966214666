import type { Bulk, BulkRun } from "./bulk.ts";

/** What was asked of many machines of a tenant, under way or over and not yet put away. */
export type TenantRun = { tenant: string; run: BulkRun };

/** The bulk actions of every tenant that this browser window was in: they go on, and are told of, on whatever page one is. */
export const createBulkRuns = () => {
  const bulks = new Map<string, Bulk>();
  const listeners = new Set<() => void>();
  let shown: readonly TenantRun[] = [];
  const look = () => {
    shown = [...bulks].flatMap(([tenant, bulk]) => {
      const run = bulk.getSnapshot();
      return run ? [{ tenant, run }] : [];
    });
    for (const listener of [...listeners]) listener();
  };
  return {
    /** A tenant's one, made when it is first wanted. */
    of: (tenant: string, make: () => Bulk): Bulk => {
      const known = bulks.get(tenant);
      if (known) return known;
      const made = make();
      bulks.set(tenant, made);
      made.subscribe(look);
      return made;
    },
    dismiss: (tenant: string): void => bulks.get(tenant)?.dismiss(),
    getSnapshot: (): readonly TenantRun[] => shown,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

export type BulkRuns = ReturnType<typeof createBulkRuns>;

const countOf = ({ items }: BulkRun, ...states: BulkRun["items"][number]["state"][]): number =>
  items.filter(({ state }) => states.includes(state)).length;

/** How far it is: machines that were asked or wait for it; those left alone are none of them. */
export const tallyOf = (run: BulkRun) => {
  const skipped = countOf(run, "skipped");
  return { done: countOf(run, "done"), failed: countOf(run, "failed"), skipped, total: run.items.length - skipped };
};

/** 0–100. */
export const percentOfRun = (run: BulkRun): number => {
  const { done, failed, total } = tallyOf(run);
  return total === 0 ? 100 : ((done + failed) / total) * 100;
};
