import type { Audit } from "../audit/audit.ts";
import type { Person } from "../auth/person.ts";
import type { Admission } from "./ticket-store.ts";
import type { Ending } from "./watch-socket.ts";

/** What is left in the audit log of somebody's watching. */
export const recordWatch = (audit: Audit, person: Person, { tenant, name, kind, source }: Admission) => {
  const about = { tenant, kind: "VMInstance", name, console: kind, ...source };
  return {
    refused: (closeCode: number): void =>
      audit.record(person, { event: "watch-open", outcome: "refused", ...about, closeCode }),
    /** `holder`: whose console is watched. */
    opened: (holder: string): ((ending: Ending) => void) => {
      const startedAt = performance.now();
      audit.record(person, { event: "watch-open", outcome: "done", ...about, holder });
      return ({ code, why }) => {
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
