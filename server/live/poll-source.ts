import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import { createItems, type Source, type SourceContext } from "./source.ts";

const listEveryMs = 10_000;
const transitionalEveryMs = 2_000;
const spacingMs = 250;
const recheckForbiddenMs = 60_000;
/** More single reads than this at once cost more than one list. */
const mostSingleReads = 8;

type PollOptions<T> = SourceContext<T> & {
  /** Objects on their way to another state are read more often. */
  isTransitional: (object: T) => boolean;
};

export type PollSource<T> = Source<T> & {
  /** Something about this object changed elsewhere: read it soon, at most four times a second. */
  poke: (key: string) => void;
};

/** For what may be listed but not watched: VirtualMachines, from `admin` on (platform-api.md 3.3). */
export const pollSource = <T extends { metadata: { name: string } }>(options: PollOptions<T>): PollSource<T> => {
  const { kube, path, parse, parseAll, retry, isTransitional } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const items = createItems<T>(options);
  const poked = new Set<string>();
  let wake = () => {};

  const list = async () => {
    const answer = parseAll(await kube.get(options.person(), path, { signal, retries: 0 }));
    if (!answer) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
    items.replace(answer.items);
  };

  const readOne = async (key: string) => {
    try {
      const object = parse(await kube.get(options.person(), [...path, key], { signal, retries: 0 }));
      if (object) items.upsert(object);
    } catch (error) {
      if (problemOf(error).code !== "not-found") throw error;
      items.remove(key);
    }
  };

  /** Sleeps until the time is up or somebody pokes. */
  const sleep = async (ms: number) => {
    const waking = new AbortController();
    wake = () => waking.abort();
    if (poked.size > 0) waking.abort();
    await wait(ms, AbortSignal.any([signal, waking.signal]));
    wake = () => {};
  };

  const run = async () => {
    let failures = 0;
    let listAt = 0;
    let transitionalAt = 0;
    while (!signal.aborted) {
      try {
        const now = Date.now();
        if (now >= transitionalAt) {
          for (const [key, object] of items.items) if (isTransitional(object)) poked.add(key);
          transitionalAt = now + transitionalEveryMs;
        }
        const keys = [...poked];
        poked.clear();
        if (now >= listAt || keys.length > mostSingleReads) {
          await list();
          listAt = Date.now() + listEveryMs;
        } else {
          await Promise.all(keys.map(readOne));
        }
        items.become({ status: "ready" });
        failures = 0;
        await wait(spacingMs, signal);
        await sleep(Math.max(0, Math.min(listAt, transitionalAt) - Date.now()));
      } catch (error) {
        if (signal.aborted) return;
        const problem = problemOf(error);
        listAt = 0;
        if (problem.code === "forbidden") {
          items.forget();
          items.fail("forbidden", error);
          await wait(recheckForbiddenMs, signal);
        } else {
          // One session's end is nothing while the same person has another; a token that is refused again is.
          if (problem.code !== "session-ended" || failures > 0) items.fail("down", error);
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
    poke: (key) => {
      if (items.state.status === "forbidden") return;
      poked.add(key);
      wake();
    },
    dispose: () => stopping.abort(),
  };
};
