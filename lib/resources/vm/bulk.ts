import type { Problem } from "../../api/problem.ts";
import type { VmAccess } from "./access.ts";
import { type ActionReason, permitFor } from "./actions.ts";
import type { VmRow } from "./view.ts";

export const bulkActions = ["start", "stop", "restart", "delete"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** What a bulk action is about to do, and what it leaves alone and why. */
export type BulkPlan = { action: BulkAction; rows: VmRow[]; skipped: { row: VmRow; reason: ActionReason }[] };

export const planBulk = (
  action: BulkAction,
  selected: readonly VmRow[],
  accessOf: (name: string) => VmAccess,
): BulkPlan => {
  const plan: BulkPlan = { action, rows: [], skipped: [] };
  for (const row of selected) {
    const permit = permitFor(action, row, accessOf(row.name));
    if (permit.allowed) plan.rows.push(row);
    else plan.skipped.push({ row, reason: permit.reason });
  }
  return plan;
};

export type BulkItem = { row: VmRow } & (
  | { state: "waiting" | "sending" | "done" }
  | { state: "failed"; problem: Problem }
  | { state: "skipped"; reason: ActionReason }
);

export type BulkRun = { action: BulkAction; items: readonly BulkItem[]; isOver: boolean };

/** What takes a bulk action back. A deleted machine and a restart cannot be. */
export const undoOf = ({ action, isOver, items }: BulkRun): { action: BulkAction; rows: VmRow[] } | null => {
  const rows = items.filter(({ state }) => state === "done").map(({ row }) => row);
  if (!isOver || rows.length === 0) return null;
  if (action === "start") return { action: "stop", rows };
  return action === "stop" ? { action: "start", rows } : null;
};

export const failedOf = ({ items }: BulkRun): VmRow[] =>
  items.filter(({ state }) => state === "failed").map(({ row }) => row);

type BulkOptions = {
  send: (action: BulkAction, row: VmRow) => Promise<unknown>;
  problemOf: (error: unknown) => Problem;
  wait: (ms: number) => Promise<void>;
  /** Requests under way at a time. */
  atOnce?: number;
};

/** Asking again helps: nothing was done, and the server says when. */
const waitsFor = ({ code, retryAfterSeconds }: Problem): number | null => {
  if (code === "too-many-requests") return retryAfterSeconds ?? 5;
  return code === "busy" ? (retryAfterSeconds ?? 2) : null;
};
const tries = 4;

/**
 * One action on many machines, a few at a time, each with an outcome of its own. Lives outside the page's tree, so that it goes on
 * when the page that began it is left.
 */
export const createBulk = ({ send, problemOf, wait, atOnce = 4 }: BulkOptions) => {
  let run: BulkRun | null = null;
  let began = 0;
  const listeners = new Set<() => void>();
  const show = (next: BulkRun | null) => {
    run = next;
    for (const listener of [...listeners]) listener();
  };

  const begin = async (action: BulkAction, rows: readonly VmRow[], skipped: BulkPlan["skipped"] = []) => {
    const own = ++began;
    const items: BulkItem[] = rows.map((row) => ({ row, state: "waiting" }));
    const rest: BulkItem[] = skipped.map(({ row, reason }) => ({ row, state: "skipped", reason }));
    const tell = (isOver = false) => {
      if (own === began) show({ action, items: [...items, ...rest], isOver });
    };
    const settle = (at: number, item: BulkItem) => {
      items[at] = item;
      tell();
    };
    const work = async (at: number, row: VmRow) => {
      for (let tried = 1; ; tried++) {
        settle(at, { row, state: "sending" });
        try {
          await send(action, row);
          return settle(at, { row, state: "done" });
        } catch (error) {
          const problem = problemOf(error);
          const seconds = waitsFor(problem);
          if (seconds === null || tried === tries) return settle(at, { row, state: "failed", problem });
          settle(at, { row, state: "waiting" });
          await wait(seconds * 1_000);
        }
      }
    };
    let next = 0;
    const worker = async () => {
      while (next < rows.length) {
        const at = next++;
        const row = rows[at];
        if (row) await work(at, row);
      }
    };
    tell();
    await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, worker));
    tell(true);
  };

  return {
    begin,
    getSnapshot: (): BulkRun | null => run,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Takes what is shown away; what is under way goes on. */
    dismiss: () => {
      began += 1;
      show(null);
    },
  };
};

export type Bulk = ReturnType<typeof createBulk>;
