import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import { createPolling } from "./polling.ts";
import { createItems, type Source, type SourceContext } from "./source.ts";
import { createWatching, type WatchOutcome } from "./watching.ts";

const recheckForbiddenMs = 60_000;
/** A list is asked again and again where a watch is refused; the watch is tried again this often. */
const recheckWatchMs = 60_000;
const absentAfterMs = 30_000;
/** What worked for this long and then broke did not break at its first try. */
const longMs = 10_000;
/** A watch that ended sooner than this was hardly one. */
const shortMs = 1_000;

export type WatchOptions<T> = SourceContext<T> & {
  /** The aggregated server: always replays, no 410, deletions get lost (platform-api.md 10.2.4). */
  isAggregated: boolean;
  /** Where it can only be asked: objects on their way to another state are read more often. */
  isTransitional?: (object: T) => boolean;
};

/** Objects of one kind, kept by a watch where that is allowed, else by asking; retries by itself for as long as it lives. */
export const watchSource = <T extends { metadata: { name: string } }>(options: WatchOptions<T>): Source<T> => {
  const { retry } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = createItems<T>(options);
  const polling = createPolling({ ...options, items, signal });
  const watching = createWatching({ ...options, items, signal });
  /** Since when the cluster says that it has no such kind. */
  let absentSince: number | null = null;
  /** Until then it is asked. */
  let pollUntil = 0;
  let failures = 0;
  /** Watches in a row that ended as soon as they began. */
  let shortLived = 0;

  const pace = async (startedAt: number) => {
    failures = 0;
    shortLived = performance.now() - startedAt > shortMs ? 0 : shortLived + 1;
    if (shortLived > 0) await retry({}, shortLived, signal);
  };

  /** A server that has just started does not know all its kinds: what was read stays until it has said so for a while. */
  const isAbsent = (): boolean => {
    if (items.state.status === "ready") absentSince = null;
    absentSince ??= performance.now();
    return !items.hasRead || performance.now() - absentSince > absentAfterMs;
  };

  const onFailure = async (error: unknown, outcome: WatchOutcome, startedAt: number) => {
    const { code } = problemOf(error);
    const problem = problemOf(error);
    const isPolled = performance.now() < pollUntil;
    if (code === "conflict" && outcome.hadBegun) return pace(startedAt);
    if (code === "forbidden" && !isPolled) {
      pollUntil = performance.now() + recheckWatchMs;
      return;
    }
    if (code === "forbidden") {
      items.forget();
      items.fail("forbidden", error);
      pollUntil = 0;
      return wait(recheckForbiddenMs, signal);
    }
    if (code === "not-found" && isAbsent()) {
      items.forget();
      items.fail("absent", new ProblemError("unsupported", { about: problem.about ?? "", cause: error }));
      return wait(recheckForbiddenMs, signal);
    }
    // A watch that breaks is ordinary; what comes after it tells whether the cluster is out of reach. A session that ends makes room
    // for another one of the same person; only when that is refused too, it is the cluster that does not take its token.
    const isOrdinary = (outcome.hadBegun && !outcome.isSilent) || code === "session-ended";
    if (!isOrdinary || failures > 0) items.fail("down", error);
    if (outcome.hadBegun && performance.now() - startedAt > longMs) failures = 0;
    await retry(problem, failures++, signal);
  };

  const run = async () => {
    while (!signal.aborted) {
      const startedAt = performance.now();
      const outcome: WatchOutcome = { hadBegun: false, isSilent: false };
      try {
        if (startedAt < pollUntil) await polling.run(pollUntil);
        else await watching.turn(outcome);
        await pace(startedAt);
      } catch (error) {
        watching.forget();
        if (!signal.aborted) await onFailure(error, outcome, startedAt);
      }
    }
  };
  void run();

  return {
    items: items.items,
    get state() {
      return items.state;
    },
    get hasRead() {
      return items.hasRead;
    },
    poke: polling.poke,
    dispose: () => stopping.abort(),
  };
};
