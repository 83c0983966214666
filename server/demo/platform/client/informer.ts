import { EventEmitter } from "node:events";
import { type KubeObject, keyOf } from "../object.ts";
import { isStatus } from "./status-error.ts";

export type Change<T> = { type: "added" | "modified" | "deleted"; object: T };

/** A live copy of a list. Objects in it are shared: never change them. */
export type Informer<T extends KubeObject> = {
  /** Resolves after the first list. */
  ready: Promise<void>;
  /** By `namespace/name`, or by name for cluster-scoped kinds. */
  get: (key: string) => T | undefined;
  list: () => T[];
  /** Called for what is there already (as added) and for every change after; returns the way out. */
  on: (listener: (change: Change<T>) => void) => () => void;
  /** Resolves with the first answer of `read` that is not undefined, after the first list or any later change. */
  until: <R>(read: (list: T[]) => R | undefined) => Promise<R>;
  dispose: () => void;
};

export type InformerSource = {
  list: (signal: AbortSignal) => Promise<{ items: KubeObject[]; resourceVersion: string }>;
  watch: (resourceVersion: string, signal: AbortSignal) => Promise<AsyncIterable<Buffer>>;
};

const firstDelayMs = 100;
const longestDelayMs = 5_000;

/** List, then watch from there; lists again after 410 or a lost connection, with exponential back-off. */
export const createInformer = <T extends KubeObject>(source: InformerSource): Informer<T> => {
  const store = new Map<string, T>();
  const events = new EventEmitter<{ change: [Change<T>] }>().setMaxListeners(0);
  const stop = new AbortController();
  const { promise: ready, resolve: isReady, reject: neverReady } = Promise.withResolvers<void>();
  ready.catch(() => {});
  let delayMs = firstDelayMs;

  const put = (object: T) => {
    const key = keyOf(object);
    const known = store.get(key);
    if (known && known.metadata.resourceVersion === object.metadata.resourceVersion) return;
    store.set(key, object);
    events.emit("change", { type: known ? "modified" : "added", object });
  };
  const remove = (object: T) => {
    if (store.delete(keyOf(object))) events.emit("change", { type: "deleted", object });
  };

  const relist = async (): Promise<string> => {
    const { items, resourceVersion } = await source.list(stop.signal);
    // The caller's Kind<T> says what this API path holds.
    const listed = items as T[];
    const keys = new Set(listed.map(keyOf));
    for (const [key, object] of [...store]) if (!keys.has(key)) remove(object);
    for (const object of listed) put(object);
    isReady();
    return resourceVersion;
  };

  const follow = async (from: string): Promise<void> => {
    for await (const line of lines(await source.watch(from, stop.signal))) {
      // The API server writes one watch event of the kind a line.
      const event = JSON.parse(line) as { type: string; object: T };
      if (event.type === "ERROR") return;
      delayMs = firstDelayMs;
      if (event.type === "DELETED") remove(event.object);
      else if (event.type !== "BOOKMARK") put(event.object);
    }
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        await follow(await relist());
      } catch (error) {
        // A kind that does not exist or may not be read will not be waited for.
        if (isStatus(error, 403) || isStatus(error, 404)) neverReady(error);
      }
      await pause(delayMs, stop.signal);
      delayMs = Math.min(delayMs * 2, longestDelayMs);
    }
    neverReady(new Error("the informer was stopped"));
  };
  void run();

  const on: Informer<T>["on"] = (listener) => {
    for (const object of [...store.values()]) listener({ type: "added", object });
    events.on("change", listener);
    return () => events.off("change", listener);
  };

  return {
    ready,
    get: (key) => store.get(key),
    list: () => [...store.values()],
    on,
    until: async (read) => {
      await ready;
      return new Promise((resolve, reject) => {
        const stopped = () => reject(new Error("the informer was stopped"));
        const look = () => {
          const found = read([...store.values()]);
          if (found === undefined) return;
          events.off("change", look);
          stop.signal.removeEventListener("abort", stopped);
          resolve(found);
        };
        stop.signal.addEventListener("abort", stopped, { once: true });
        events.on("change", look);
        look();
      });
    },
    dispose: () => {
      stop.abort();
    },
  };
};

async function* lines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of stream) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part !== "") yield part;
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
