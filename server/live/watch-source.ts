import * as z from "zod";
import { fullJitter } from "#lib/api/back-off.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { WatchEvent } from "../kube/api.ts";
import { wait } from "../wait.ts";
import { createItems, type Source, type SourceContext } from "./source.ts";

const recheckForbiddenMs = 60_000;
const relistMs = 60_000;
/** How long a read of the aggregated server may lag behind its own watch (platform-api.md 10.2.2). */
const staleReadMs = 2_000;
const watchSeconds = 240;
/** Where a list is granted and a watch is not, the list is asked again. */
const pollMs = 10_000;

type WatchOptions<T> = SourceContext<T> & {
  query?: Readonly<Record<string, string>>;
  /** The aggregated server: no bookmarks, no 410, deletions get lost; list again and compare (platform-api.md 10.2.6, rule 13). */
  isAggregated: boolean;
};

const versioned = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** Lists, watches, and lists again for as long as it lives; retries by itself. */
export const watchSource = <T extends { metadata: { name: string } }>(options: WatchOptions<T>): Source<T> => {
  const { kube, path, query = {}, parse, parseAll, isAggregated } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = createItems<T>(options);
  /** When a watch last spoke of an object. */
  const touchedAt = new Map<string, number>();

  const list = async (): Promise<string> => {
    const startedAt = Date.now();
    const answer = parseAll(await kube.get(options.person(), path, { query, signal }));
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
    const ending = new AbortController();
    // A half-open connection never ends by itself.
    const limit = AbortSignal.any([signal, ending.signal, AbortSignal.timeout((watchSeconds + 15) * 1000)]);
    const relisting = isAggregated
      ? setInterval(() => void list().catch(() => ending.abort()), relistMs).unref()
      : undefined;
    let version: string | null = from;
    try {
      const watching = {
        ...query,
        ...(from !== "" && { resourceVersion: from }),
        timeoutSeconds: String(watchSeconds),
        ...(!isAggregated && { allowWatchBookmarks: "true" }),
      };
      for await (const event of kube.watch(options.person(), path, { query: watching, signal: limit })) {
        version = apply(event) || (version && event.type !== "ERROR" ? version : null);
        if (version === null) return null;
      }
      return isAggregated || limit.aborted ? null : version;
    } finally {
      clearInterval(relisting);
      ending.abort();
    }
  };

  const run = async () => {
    let failures = 0;
    let version: string | null = null;
    while (!signal.aborted) {
      let isWatching = false;
      const startedAt = Date.now();
      try {
        version ??= await list();
        isWatching = true;
        version = await follow(version);
        failures = Date.now() - startedAt > 1_000 ? 0 : failures + 1;
        if (failures > 0) await wait(fullJitter(failures), signal);
      } catch (error) {
        if (signal.aborted) return;
        version = null;
        const problem = problemOf(error);
        if (problem.code === "forbidden" && isWatching) {
          await wait(pollMs, signal);
        } else if (problem.code === "forbidden") {
          items.forget();
          items.become({ status: "forbidden", problem });
          await wait(recheckForbiddenMs, signal);
        } else {
          // A watch that breaks is ordinary; the list after it tells whether the cluster is out of reach.
          const isOwnEnd = problem.code === "session-ended";
          if (!isOwnEnd && (!isWatching || failures > 0)) items.become({ status: "down", problem });
          if (Date.now() - startedAt > relistMs) failures = 0;
          await wait(fullJitter(failures++), signal);
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
