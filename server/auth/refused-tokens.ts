import { ProblemError, problemOf } from "../http/problem-error.ts";
import { type Logger, reasonOf } from "../log.ts";
import { wait } from "../wait.ts";
import type { Person } from "./person.ts";
import type { LoadedSession } from "./session.ts";
import { isEnd } from "./session-tokens.ts";

/** What is asked of a session whose token the cluster refused. */
type Doubted = Pick<LoadedSession, "sessionId" | "ended" | "end" | "renew">;

export type DoubtTiming = {
  /** Between two questions. */
  everyMs: number;
  /** So many refusals without a break are the cluster's last word. */
  refusals: number;
  /** Asked more often than this without one, nothing is known; the next refusal begins anew. */
  questions: number;
};

/**
 * An API server that has just started, or lost its store or the provider's keys, refuses good tokens too (adr 23). It finds itself again
 * within seconds; this is a minute.
 */
const doubtTiming: DoubtTiming = { everyMs: 10_000, refusals: 7, questions: 60 };

type Options<S extends Doubted> = {
  /** Asks the cluster who the person is; throws `session-ended` when it does not take the token. */
  whoIs: (person: S, signal: AbortSignal) => Promise<unknown>;
  sessionOf: (sessionId: string) => S | null;
  onWithdrawn: (session: S) => void;
  log: Logger;
  timing?: DoubtTiming;
};

/** Called with whom the cluster refused with a 401 just now. */
export type RefusedTokens = (person: Pick<Person, "sessionId">) => void;

/**
 * Tells a token that the cluster took back from one that it could not check for a moment, and ends the session of the former on every
 * replica: one question at a time for each session, a renewed token first where there is one, and an outage is no answer.
 */
export const createRefusedTokens = <S extends Doubted>(options: Options<S>): RefusedTokens => {
  const { whoIs, sessionOf, onWithdrawn, log, timing = doubtTiming } = options;
  const doubted = new Set<string>();

  /** Null when nobody answered that could know. */
  const isTaken = async (session: S): Promise<boolean | null> => {
    try {
      await whoIs(session, session.ended);
      return true;
    } catch (error) {
      const { code } = problemOf(error);
      if (code === "session-ended") return false;
      // Who may not ask, or asks for what is not there, is known all the same.
      return code === "forbidden" || code === "not-found" ? true : null;
    }
  };

  /** True once the cluster has had its last word. */
  const isWithdrawn = async (session: S): Promise<boolean> => {
    let isRenewed = false;
    let refusals = 0;
    for (let question = 0; question < timing.questions; question++) {
      const taken = await isTaken(session);
      if (taken || session.ended.aborted) return false;
      // A provider that is away proves nothing: the cluster may lack its keys for the same reason.
      if (taken === false && !isRenewed) isRenewed = await session.renew();
      refusals = taken === false && isRenewed ? refusals + 1 : 0;
      if (refusals >= timing.refusals) return true;
      await wait(timing.everyMs, session.ended);
    }
    return false;
  };

  const examine = async (session: S): Promise<void> => {
    try {
      if (!(await isWithdrawn(session))) return;
      log.warn({ session: session.sessionId.slice(0, 12) }, "the cluster no longer accepts a token; its session ends");
      await session.end(new ProblemError("session-ended", { why: "not-accepted" }));
      onWithdrawn(session);
    } catch (error) {
      if (!isEnd(error)) log.warn({ reason: reasonOf(error) }, "a refused token could not be looked into");
    } finally {
      doubted.delete(session.sessionId);
    }
  };

  return ({ sessionId }) => {
    const session = doubted.has(sessionId) ? null : sessionOf(sessionId);
    if (!session || session.ended.aborted) return;
    doubted.add(sessionId);
    void examine(session);
  };
};
