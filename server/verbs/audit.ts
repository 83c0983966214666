import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Logger } from "../log.ts";

export type Deed = { verb: string; tenant: string; kind: string; name: string; requestId: string };

/** Does a piece of work and leaves one line: who, what, to what, how it went. Never a body. */
export const recorded = async <T>(log: Logger, person: Person, deed: Deed, work: () => Promise<T>): Promise<T> => {
  const who = { person: person.identity.name, issuer: person.identity.issuer };
  try {
    const result = await work();
    log.info({ audit: true, ...who, ...deed, outcome: "done" }, "audit");
    return result;
  } catch (error) {
    log.info({ audit: true, ...who, ...deed, outcome: problemOf(error).code }, "audit");
    throw error;
  }
};
