import { type Condition, conditionOf } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";

export const minuteMs = 60_000;

/** What a look at the cluster found: done, not yet, or something is wrong (in the platform's own words). */
export type Look = "done" | "waiting" | { trouble: string };

export type LookAgain = (person: Person, about: string, limitMs: number, look: () => Promise<Look>) => Promise<void>;

const longestDetail = 1_000;

/**
 * Looks again and again. Outages are waited out; trouble that lasts longer than `troubleMs` is a failure, before that the platform may get
 * over it by itself; so is the end of the time.
 */
export const createPatience =
  ({ troubleMs, everyMs }: { troubleMs: number; everyMs: number }): LookAgain =>
  async (person, about, limitMs, look) => {
    const endsAt = Date.now() + limitMs;
    let troubleSince: number | null = null;
    for (;;) {
      const found = await look().catch((error: unknown): Look => {
        if (["session-ended", "forbidden", "internal"].includes(problemOf(error).code)) throw error;
        return "waiting";
      });
      if (found === "done") return;
      if (found === "waiting") troubleSince = null;
      else {
        troubleSince ??= Date.now();
        if (Date.now() - troubleSince >= troubleMs) {
          const isQuota = /exceeded quota|ErrExceededQuota/i.test(found.trouble);
          const detail = found.trouble.slice(0, longestDetail);
          throw new ProblemError(isQuota ? "quota-exceeded" : "unsupported", { about, detail });
        }
      }
      if (Date.now() > endsAt) throw new ProblemError("timeout", { about });
      await wait(everyMs, person.ended);
      if (person.ended.aborted) throw new ProblemError("session-ended", { about });
    }
  };

/** Of an application: what its chart failed with. Helm waits in vain for machines that are off, which is no failure (platform-api.md 4.6). */
export const lookOfRelease = (conditions: readonly Condition[]): Look => {
  const ready = conditionOf(conditions, "Ready");
  const hasFailed = ready?.status === "False" && /Failed$/.test(ready.reason);
  return hasFailed && !ready.message.includes("timeout waiting for")
    ? { trouble: ready.message || ready.reason }
    : "waiting";
};
