import { type AttentionKey, attentionOf } from "#lib/resources/vm/attention.ts";
import { groupOf, type VmGroup } from "#lib/resources/vm/groups.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** Keys of messages `overview.alert`: what is true, and the next step. */
export type AlertKey = AttentionKey | "unknown" | "contradictory";

/** One machine that a person should look at. `words` are the platform's own: hostile text. */
export type MachineAlert = Pick<VmRow, "name" | "state" | "status" | "progress" | "inferred" | "deleting"> & {
  key: AlertKey;
  words: string | null;
};

/** What the overview says of a tenant's machines. */
export type Figures = {
  total: number;
  counts: Record<VmGroup, number>;
  /** The most pressing ones, at most `mostAlerts`. */
  alerts: MachineAlert[];
  alertCount: number;
};

const mostAlerts = 8;

/** The most pressing first: what is broken, what waits for somebody, what is worth knowing. */
const order: readonly AlertKey[] = [
  "crash-loop",
  "disk-failed",
  "import-failing",
  "disk-missing",
  "image-pull",
  "release-failed",
  "unschedulable",
  "other",
  "unknown",
  "paused",
  "restart-required",
  "contradictory",
];

/** What the platform's words begin with says what it is where no status is read: the scheduler's, Helm's, and our own conclusion. */
const byWords: readonly [RegExp, AlertKey][] = [
  [/^\d+\/\d+ nodes are available/, "unschedulable"],
  [/^Helm (?:install|upgrade) failed/, "release-failed"],
  [/^(?:disk|volume) \S+ (?:of disk \S+ )?does not exist$/, "disk-missing"],
];

const keyOf = (row: VmRow): { key: AlertKey; words: string | null } | null => {
  if (row.deleting) return null;
  const [first] = attentionOf({ ...row, conditions: [], events: [], disksAttached: [] });
  if (first?.key === "other") {
    const known = byWords.find(([beginning]) => beginning.test(first.words ?? ""));
    return known ? { ...first, key: known[1] } : first;
  }
  if (first) return first;
  // Where states are concluded, "unknown" only means that this role cannot tell.
  if (row.state === "unknown" && !row.inferred) return { key: "unknown", words: null };
  return row.contradictory ? { key: "contradictory", words: null } : null;
};

export const figuresOf = (rows: readonly VmRow[]): Figures => {
  const counts = { running: 0, progress: 0, stopped: 0, attention: 0, unknown: 0 };
  const alerts: MachineAlert[] = [];
  for (const row of rows) {
    counts[groupOf(row.state)] += 1;
    const found = keyOf(row);
    if (!found) continue;
    const { name, state, status, progress, inferred, deleting } = row;
    alerts.push({ name, state, status, progress, inferred, deleting, ...found });
  }
  alerts.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key) || (a.name < b.name ? -1 : 1));
  return { total: rows.length, counts, alerts: alerts.slice(0, mostAlerts), alertCount: alerts.length };
};
