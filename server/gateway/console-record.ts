import type { Audit } from "../audit/audit.ts";
import type { Person } from "../auth/person.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { PipeEnd } from "./console-pipe.ts";
import type { Admission } from "./ticket-store.ts";

export type ConsoleRecords = { audit: Audit; metrics: Pick<Metrics, "opened" | "console"> };

/** What is left of one console in the audit log and the metrics. Call `opened` once, and its answer when the console ends. */
export const recordConsole = (
  { audit, metrics }: ConsoleRecords,
  person: Person,
  { tenant, name, kind, takeOver, source }: Admission,
) => {
  const about = { tenant, kind: "VMInstance", name, console: kind, takeOver, ...source };
  return {
    refused: (closeCode: number): void => {
      metrics.console(kind, String(closeCode));
      audit.record(person, { event: "console-open", outcome: "refused", ...about, closeCode });
    },
    /** `holder`: whose console was taken over. */
    opened: (holder: string | null): ((end: PipeEnd) => void) => {
      const startedAt = performance.now();
      const isOver = metrics.opened(kind);
      metrics.console(kind, "opened");
      audit.record(person, { event: "console-open", outcome: "done", ...about, holder });
      return ({ by, code, why }) => {
        isOver();
        const durationMs = Math.round(performance.now() - startedAt);
        audit.record(person, {
          event: "console-close",
          outcome: why,
          ...about,
          closedBy: by,
          closeCode: code,
          durationMs,
        });
      };
    },
  };
};
