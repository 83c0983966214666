import type { Person } from "../auth/person.ts";
import type { ConsoleRecords } from "./console-record.ts";
import type { Admission } from "./ticket-store.ts";
import type { Ending } from "./watch-socket.ts";

export type WatchRecords = { audit: ConsoleRecords["audit"]; metrics: Pick<ConsoleRecords["metrics"], "opened"> };

/** What is left in the audit log and the metrics of somebody's watching. */
export const recordWatch = (
  { audit, metrics }: WatchRecords,
  person: Person,
  { tenant, name, kind, source }: Admission,
) => {
  const about = { tenant, kind: "VMInstance", name, console: kind, ...source };
  return {
    refused: (closeCode: number): void =>
      audit.record(person, { event: "watch-open", outcome: "refused", ...about, closeCode }),
    /** `holder`: whose console is watched. */
    opened: (holder: string): ((ending: Ending) => void) => {
      const startedAt = performance.now();
      const isOver = metrics.opened("watcher");
      audit.record(person, { event: "watch-open", outcome: "done", ...about, holder });
      return ({ code, why }) => {
        isOver();
        const durationMs = Math.round(performance.now() - startedAt);
        audit.record(person, {
          event: "watch-close",
          outcome: why,
          ...about,
          holder,
          closeCode: code,
          durationMs,
        });
      };
    },
  };
};
