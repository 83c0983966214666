import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Audit, AuditSource } from "./audit.ts";

export type Deed = {
  /** `read`: of what is shown only to who asks for it. */
  event?: "write" | "read";
  verb: string;
  tenant: string;
  kind: string;
  name: string;
  source: AuditSource;
};

/** Does a piece of work and leaves one line: who, what, to what, how it went. Never a body. */
export const recorded = async <T>(audit: Audit, person: Person, deed: Deed, work: () => Promise<T>): Promise<T> => {
  const { source, event = "write", ...what } = deed;
  const startedAt = performance.now();
  const record = (outcome: string) => {
    const durationMs = Math.round(performance.now() - startedAt);
    audit.record(person, { event, outcome, ...what, ...source, durationMs });
  };
  try {
    const result = await work();
    record("done");
    return result;
  } catch (error) {
    record(problemOf(error).code);
    throw error;
  }
};
