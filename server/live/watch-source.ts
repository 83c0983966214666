import * as z from "zod";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { WatchEvent } from "../kube/api.ts";
import { createDeadline } from "../kube/deadline.ts";
import { wait } from "../wait.ts";
import { createItems, type Source, type SourceContext } from "./source.ts";

const recheckForbiddenMs = 60_000;
/** How long a read of the aggregated server may lag behind its own watch (platform-api.md 10.2.2). */
const staleReadMs = 2_000;
/** Short, so that a connection that swallows everything is noticed within a minute; a little apart, so that they do not end together. */
const watchSeconds = (): number => 30 + Math.round(Math.random() * 10);
/** A watch this much older than its own limit is half-open: nobody will ever end it. */
const overdueMs = 5_000;
/** The list after such a watch has to prove that the cluster can be reached at all. */
const doubtfulListMs = 8_000;
/** Where a list is granted and a watch is not, the list is asked again. */
const pollMs = 10_000;
/** What worked for this long and then broke did not break at its first try. */
const longMs = 10_000;

type WatchOptions<T> = SourceContext<T> & {
  query?: Readonly<Record<string, string>>;
  /**
   * The aggregated server: no bookmarks, no 410, deletions get lost; list again after every watch and compare (platform-api.md 10.2.6,
   * rule 13).
   */
  isAggregated: boolean;
};

const versioned = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** Lists, watches, and lists again for as long as it lives; retries by itself. */
export const watchSource = <T extends { metadata: { name: string } }>(options: WatchOptions<T>): Source<T> => {
  const { kube, path, query = {}, parse, parseAll, retry, isAggregated } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = createItems<T>(options);
  /** When a watch last spoke of an object. */
  const touchedAt = new Map<string, number>();

  let isDoubtful = false;

  const list = async (): Promise<string> => {
    const startedAt = Date.now();
    const timeout = isDoubtful ? { timeoutMs: doubtfulListMs } : {};
    isDoubtful = false;
    const answer = parseAll(await kube.get(options.person(), path, { query, signal, retries: 0, ...timeout }));
    if (!answer) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
    const isNewer = (key: string) => isAggregated && (touchedAt.get(key) ?? 0) > startedAt - staleReadMs;
    items.replace(answer.items, isNewer);
    for (const [key, at] of touchedAt) if (at < startedAt - staleReadMs) touchedAt.delete(key);
    items.become({ status: "ready" });
    return answer.resourceVersion;
  };

  /** Gives the version to go on from, or null when only a new list helps. */
  const apply = ({ type, object }: WatchEvent): string | null => {
    if (type === "ERROR") return null;
    if (type !== "BOOKMARK") {
      const parsed = parse(object);
      if (parsed) {
        touchedAt.set(parsed.metadata.name, Date.now());
        if (type === "DELETED") items.remove(parsed.metadata.name);
        else items.upsert(parsed);
      }
    }
    return versioned.safeParse(object).data?.metadata.resourceVersion ?? "";
  };

  /** Watches until the stream ends or something asks for a new list. */
  const follow = async (from: string): Promise<string | null> => {
    const seconds = watchSeconds();
    const watching = {
      ...query,
      ...(from !== "" && { resourceVersion: from }),
      timeoutSeconds: String(seconds),
      ...(!isAggregated && { allowWatchBookmarks: "true" }),
    };
    const deadline = createDeadline(seconds * 1000 + overdueMs, [signal]);
    let version: string | null = from;
    try {
      for await (const event of kube.watch(options.person(), path, { query: watching, signal: deadline.signal })) {
        version = apply(event) || (version && event.type !== "ERROR" ? version : null);
        if (version === null) return null;
      }
    } finally {
      deadline.dispose();
    }
    isDoubtful = deadline.isTimeUp;
    return isAggregated || isDoubtful ? null : version;
  };

  const run = async () => {
    let failures = 0;
    /** Watches in a row that ended as soon as they began. */
    let shortLived = 0;
    let version: string | null = null;
    while (!signal.aborted) {
      let isWatching = false;
      const startedAt = Date.now();
      const pace = async () => {
        failures = 0;
        shortLived = Date.now() - startedAt > 1_000 ? 0 : shortLived + 1;
        if (shortLived > 0) await retry({}, shortLived, signal);
      };
      try {
        version ??= await list();
        isWatching = true;
        version = await follow(version);
        await pace();
      } catch (error) {
        if (signal.aborted) return;
        version = null;
        const problem = problemOf(error);
        if (problem.code === "conflict" && isWatching) {
          // 410: the history is gone, which a new list mends.
          await pace();
        } else if (problem.code === "forbidden" && isWatching) {
          await wait(pollMs, signal);
        } else if (problem.code === "forbidden") {
          items.forget();
          items.fail("forbidden", error);
          await wait(recheckForbiddenMs, signal);
        } else {
          // A watch that breaks is ordinary; the list after it tells whether the cluster is out of reach. A session that ends makes
          // room for another one of the same person; only when that is refused too, it is the cluster that does not take its token.
          const isOrdinary = isWatching || problem.code === "session-ended";
          if (!isOrdinary || failures > 0) items.fail("down", error);
          if (isWatching && Date.now() - startedAt > longMs) failures = 0;
          await retry(problem, failures++, signal);
        }
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
    dispose: () => stopping.abort(),
  };
};
