import type { EndCause, Problem } from "../api/problem.ts";
import type { MeAnswer } from "../api/requests.ts";
import { warnBeforeMs } from "./warn-before.ts";

/** Ends this close together are one: nobody can stay longer. */
const sameEndMs = 1_000;
const retryMs = 15_000;
const longestCheckMs = 24 * 3_600_000;

/** What the page says of its session. `endsAtMs` is on this browser's clock. */
export type SessionState =
  | { kind: "quiet" }
  | { kind: "ending"; endsAtMs: number; canStay: boolean }
  | { kind: "ended"; why?: EndCause | undefined };

/** What the page was made for: whose session, and what its writes show. */
export type PageFacts = { csrf?: string; scope?: string };

type SessionLifeOptions = {
  me: () => Promise<MeAnswer>;
  stay: () => Promise<MeAnswer>;
  problemOf: (error: unknown) => Problem;
  facts: PageFacts;
  /** The same person is signed in again, by another session than the one that ended. */
  onRenewed: () => void;
  /** Somebody else is signed in now: nothing of this page is theirs. */
  onSomebodyElse: () => void;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
};

/**
 * Follows one page's session from outside React. The server says when it ends, each time it is asked; asking is no sign of life, `stay` is.
 */
export const createSessionLife = (options: SessionLifeOptions) => {
  const { problemOf, facts, onRenewed, onSomebodyElse, now, after } = options;
  const listeners = new Set<() => void>();
  let state: SessionState = { kind: "quiet" };
  let cancel = () => {};
  /** The question whose answer counts: the last one. */
  let asking: symbol | null = null;
  /** Somebody said that the session ended or that there is another: what stopped with it has to be told to go on. */
  let wasTold = false;
  let isDisposed = false;

  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const checkAfter = (ms: number) => {
    cancel();
    cancel = after(Math.min(Math.max(ms, 1_000), longestCheckMs), () => void check());
  };

  const take = ({ scope, csrfToken, expiresInMs, endsInMs }: MeAnswer) => {
    if (facts.scope !== undefined && scope !== facts.scope) return onSomebodyElse();
    const isAnother = wasTold || state.kind === "ended";
    wasTold = false;
    facts.csrf = csrfToken;
    if (expiresInMs > warnBeforeMs) {
      become({ kind: "quiet" });
      checkAfter(expiresInMs - warnBeforeMs);
    } else {
      become({ kind: "ending", endsAtMs: now() + expiresInMs, canStay: endsInMs - expiresInMs > sameEndMs });
      checkAfter(expiresInMs + 1_000);
    }
    if (isAnother) onRenewed();
  };

  const ask = async (question: () => Promise<MeAnswer>) => {
    cancel();
    const mine = Symbol("question");
    const isOver = () => isDisposed || asking !== mine;
    asking = mine;
    try {
      const answer = await question();
      if (!isOver()) take(answer);
    } catch (error) {
      if (isOver()) return;
      const { code, why } = problemOf(error);
      if (code === "session-ended" || code === "signed-out") become({ kind: "ended", why });
      else checkAfter(retryMs);
    } finally {
      if (asking === mine) asking = null;
    }
  };
  const check = () => ask(options.me);

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: (): SessionState => state,
    check,
    /** Something of this page was refused because the session is over. The server's answer to our own question is told so, too. */
    hearEnded: (): void => {
      wasTold = true;
      if (!asking && state.kind !== "ended") void check();
    },
    hearSignedIn: (): void => {
      wasTold = true;
      void check();
    },
    stay: () => ask(options.stay),
    dispose: () => {
      isDisposed = true;
      cancel();
      listeners.clear();
    },
  };
};
