import * as z from "zod";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { WatchEvent } from "../kube/api.ts";
import { createDeadline } from "../kube/deadline.ts";
import { readPages } from "./pages.ts";
import { createReplay, endsReplay, type Replay } from "./replay.ts";
import { createSafetyRead, staleReadMs } from "./safety-read.ts";
import type { Items, SourceContext } from "./source.ts";

/**
 * Short, so that a connection that swallows everything is noticed within a minute, yet longer than a replay may take unsaid; a little apart,
 * so that they do not end together.
 */
const watchSeconds = (): number => 33 + Math.round(Math.random() * 7);
/** For what did not come to its end within such a watch. */
const patientSeconds = 300;
/** Each opening of an aggregated watch is a replay of everything; what is read beside it notices a dead line. */
const aggregatedSeconds = (): number => 240 + Math.round(Math.random() * 60);
/** A watch this much older than its own limit is half-open: nobody will ever end it. */
const overdueMs = 5_000;
const replayLimitMs = 30_000;
/** After such a watch the cluster has to prove that it can be reached at all. */
const doubtfulLimitMs = 8_000;
/** The aggregated server says when a replay ends; older ones just fall silent. */
const aggregatedSilenceMs = 2_000;
/** kube-apiserver says it too, or does not know the question and leaves it at that. */
const nativeSilenceMs = 5_000;

const streamed = { sendInitialEvents: "true", resourceVersionMatch: "NotOlderThan" };
const versioned = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** How far a turn came before it ended or threw. */
export type WatchOutcome = {
  /** Everything there is had been read. */
  hadBegun: boolean;
  /** It threw because nothing came any more. */
  isSilent: boolean;
};

type WatchingOptions<T extends { metadata: { name: string } }> = SourceContext<T> & {
  items: Items<T>;
  signal: AbortSignal;
  isAggregated: boolean;
};

/** Keeps objects by one watch after another, each a turn; what has to be known between them is kept here. */
export const createWatching = <T extends { metadata: { name: string } }>(options: WatchingOptions<T>) => {
  const { kube, path, query = {}, person, parse, items, signal, listing, isAggregated } = options;
  const about = `${path.at(-1)} watch`;
  /** When a watch last spoke of an object, its replays aside. */
  const heardAt = new Map<string, number>();
  /** Where the next watch goes on; null: it begins with everything. */
  let version: string | null = null;
  let isDoubtful = false;
  /** The last replay was cut off by the end of its watch: the next gets more time. */
  let isSlow = false;
  /** The cluster takes the question and then says nothing: older than the question. */
  let isDeaf = false;

  const safety = createSafetyRead({
    ...options,
    names: () => items.items.keys(),
    has: (name) => items.items.has(name),
    heardAt,
    onGone: (names) => items.remove(...names),
    onRead: (before) => {
      for (const [name, at] of heardAt) if (at < before) heardAt.delete(name);
    },
  });

  const settle = (seen: ReadonlySet<string>, openedAt: number) => {
    items.settle(
      seen,
      (name) => isAggregated && (heardAt.get(name) ?? Number.NEGATIVE_INFINITY) > openedAt - staleReadMs,
    );
    items.become({ status: "ready" });
  };

  const list = async (limitMs: number) => {
    const startedAt = performance.now();
    const read = await readPages({ ...options, query, signal, timeoutMs: limitMs }, items.upsert);
    settle(read.seen, startedAt);
    version = read.version;
  };

  const apply = ({ type, object }: WatchEvent, replay: Replay | null) => {
    version = versioned.safeParse(object).data?.metadata.resourceVersion ?? version;
    if (type === "BOOKMARK") return endsReplay(object) && replay?.complete();
    const parsed = parse(object);
    if (!parsed) return;
    const { name } = parsed.metadata;
    if (replay && !replay.isComplete) replay.heard(name, type === "DELETED");
    else if (isAggregated) heardAt.set(name, performance.now());
    if (type === "DELETED") items.remove(name);
    else items.upsert(parsed);
  };

  const querySeconds = (seconds: number) => ({
    ...query,
    timeoutSeconds: String(seconds),
    ...(!isAggregated && { allowWatchBookmarks: "true" }),
    ...(!isAggregated && version === null && streamed),
    ...(version !== null && version !== "" && { resourceVersion: version }),
  });

  /** One watch, from where the last one ended or from everything there is. */
  const follow = async (outcome: WatchOutcome, limitMs: number) => {
    const isPatient = isSlow && version === null && !isAggregated;
    const seconds = isAggregated ? aggregatedSeconds() : isPatient ? patientSeconds : watchSeconds();
    const openedAt = performance.now();
    const enough = new AbortController();
    const deadline = createDeadline(seconds * 1000 + overdueMs, [signal, enough.signal]);
    let failure: unknown = null;
    const stop = (why: unknown) => {
      failure ??= why;
      enough.abort();
    };
    const guard = () =>
      safety.untilLost(deadline.signal).then(
        () => enough.abort(),
        (error: unknown) => {
          if (deadline.signal.aborted) return;
          outcome.isSilent = problemOf(error).code === "timeout";
          isDoubtful = outcome.isSilent;
          stop(error);
        },
      );
    const replay =
      version === null
        ? createReplay({
            silenceMs: isAggregated ? aggregatedSilenceMs : nativeSilenceMs,
            limitMs,
            onSilence: (seen) => {
              if (isAggregated) return safety.confirms(seen, deadline.signal);
              isDeaf = true;
              enough.abort();
              return false;
            },
            onComplete: (seen) => {
              outcome.hadBegun = true;
              settle(seen, openedAt);
              if (isAggregated) void guard();
              // What follows is a watch of the ordinary length, from the version that the replay ended with.
              if (isPatient) enough.abort();
            },
            onSlow: () => items.fail("down", new ProblemError("timeout", { about })),
            onLate: () => stop(new ProblemError("timeout", { about })),
          })
        : null;
    outcome.hadBegun = replay === null;
    const opened = { query: querySeconds(seconds), signal: deadline.signal, onOpen: replay?.opened };
    try {
      for await (const event of kube.watch(person(), path, opened)) {
        if (event.type !== "ERROR") apply(event, replay);
        else {
          version = null;
          break;
        }
      }
    } finally {
      replay?.dispose();
      enough.abort();
      deadline.dispose();
    }
    if (failure !== null) throw failure;
    const isWhole = replay === null || replay.isComplete;
    isSlow = !isWhole;
    if (deadline.isTimeUp && isWhole) isDoubtful = true;
    if (isAggregated || isDoubtful || !isWhole) version = null;
    if (!isWhole && !isDeaf && !signal.aborted) throw new ProblemError("unavailable", { about });
  };

  return {
    /** Lists where it has to, watches to the end of one watch. Throws what stands in the way. */
    turn: async (outcome: WatchOutcome): Promise<void> => {
      const limitMs = isDoubtful ? doubtfulLimitMs : replayLimitMs;
      isDoubtful = false;
      const mayStream = isAggregated || (listing.mayStream && !isDeaf);
      if (version === null && !mayStream) await list(limitMs);
      const isStreamed = !isAggregated && version === null;
      try {
        await follow(outcome, limitMs);
      } catch (error) {
        const isRefused = ["invalid", "bad-request"].includes(problemOf(error).code);
        if (!isStreamed || outcome.hadBegun || !isRefused) throw error;
        version = null;
        listing.mayStream = false;
      }
    },
    /** What comes next begins with everything there is. */
    forget: () => {
      version = null;
    },
  };
};
