import { problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import { readPages } from "./pages.ts";
import type { Items, SourceContext } from "./source.ts";

const listEveryMs = 10_000;
const transitionalEveryMs = 2_000;
const spacingMs = 250;
/** More single reads than this at once cost more than one list. */
const mostSingleReads = 8;

type PollingOptions<T extends { metadata: { name: string } }> = SourceContext<T> & {
  items: Items<T>;
  signal: AbortSignal;
  /** Objects on their way to another state are read more often. */
  isTransitional?: ((object: T) => boolean) | undefined;
};

/** For what may be listed but not watched, like VirtualMachines from `admin` on (platform-api.md 3.3). */
export const createPolling = <T extends { metadata: { name: string } }>(options: PollingOptions<T>) => {
  const { kube, person, path, query = {}, parse, items, signal, isTransitional = () => false } = options;
  const poked = new Set<string>();
  let isRunning = false;
  let wake = () => {};

  const list = async () => {
    const { seen } = await readPages({ ...options, query, signal }, items.upsert);
    items.settle(seen);
  };

  const readOne = async (key: string) => {
    try {
      const object = parse(await kube.get(person(), [...path, key], { signal, retries: 0 }));
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

  const poll = async (until: number) => {
    let listAt = 0;
    let transitionalAt = 0;
    while (!signal.aborted && performance.now() < until) {
      const now = performance.now();
      if (now >= transitionalAt) {
        for (const [key, object] of items.items) if (isTransitional(object)) poked.add(key);
        transitionalAt = now + transitionalEveryMs;
      }
      const keys = [...poked];
      poked.clear();
      if (now >= listAt || keys.length > mostSingleReads) {
        await list();
        listAt = performance.now() + listEveryMs;
      } else {
        await Promise.all(keys.map(readOne));
      }
      items.become({ status: "ready" });
      await wait(spacingMs, signal);
      await sleep(Math.max(0, Math.min(listAt, transitionalAt, until) - performance.now()));
    }
  };

  return {
    /** Lists now and then until it is that late; throws when it cannot. */
    run: async (until: number) => {
      isRunning = true;
      try {
        await poll(until);
      } finally {
        isRunning = false;
      }
    },
    /** Read it soon, at most four times a second. */
    poke: (key: string) => {
      if (!isRunning) return;
      poked.add(key);
      wake();
    },
  };
};
