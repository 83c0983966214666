import type { Informer } from "../client/informer.ts";
import { isNamespaceTerminating, isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import type { Clock } from "../clock.ts";
import { type KubeObject, keyOf } from "../object.ts";
import type { EventRecorder } from "./events.ts";

export type Context = {
  client: KubeClient;
  clock: Clock;
  events: EventRecorder;
  /** What went wrong in a reconciliation and is tried again. */
  onError: (controller: string, key: string, error: unknown) => void;
};

/** Lets an object stay in a step for a while: in memory, so a restarted platform waits anew. */
export type Pace = {
  /** False until `ms` have passed since it was first asked for this step; the key is reconciled again then. */
  elapsed: (step: string, ms: number) => boolean;
  /** Starts the step's time anew. */
  restart: (step: string) => void;
};

export type Controller = {
  enqueue: (key: string) => void;
  /** Reconciles the keys that `keysOf` derives from every object and every change. */
  watch: <T extends KubeObject>(informer: Informer<T>, keysOf?: (object: T) => string[]) => Promise<void>;
  /** Resolves when the reconciliation at hand has ended. */
  dispose: () => Promise<void>;
};

const firstRetryMs = 100;
const longestRetryMs = 10_000;

/** One reconciliation per key at a time; a failed one is repeated with growing delays. */
export const createController = (
  context: Context,
  name: string,
  reconcile: (key: string, pace: Pace) => Promise<void>,
): Controller => {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const retries = new Map<string, number>();
  const timers = new Map<string, () => void>();
  const begun = new Map<string, "waiting" | "over">();
  const leave: (() => void)[] = [];
  let disposed = false;

  const later = (key: string, timer: string, ms: number): void => {
    timers.get(timer)?.();
    timers.set(
      timer,
      context.clock.after(ms, () => {
        timers.delete(timer);
        enqueue(key);
      }),
    );
  };

  const paceOf = (key: string): Pace => ({
    elapsed: (step, ms) => {
      const id = `${key} ${step}`;
      if (!begun.has(id)) {
        begun.set(id, "waiting");
        const over = () => {
          timers.delete(id);
          begun.set(id, "over");
          enqueue(key);
        };
        timers.set(id, context.clock.after(ms, over));
      }
      return begun.get(id) === "over";
    },
    restart: (step) => {
      const id = `${key} ${step}`;
      timers.get(id)?.();
      timers.delete(id);
      begun.delete(id);
    },
  });

  const run = async (key: string): Promise<void> => {
    try {
      await reconcile(key, paceOf(key));
      retries.delete(key);
    } catch (error) {
      if (disposed) return;
      // As Kubernetes' own controllers do: what is left there is deleted, and its events reconcile it.
      if (isNamespaceTerminating(error)) return void retries.delete(key);
      // A conflict only says that the informer had not caught up: its event reconciles anyway.
      if (!isStatus(error, 409)) context.onError(name, key, error);
      const count = (retries.get(key) ?? 0) + 1;
      retries.set(key, count);
      later(key, `${key} retry`, Math.min(firstRetryMs * 2 ** count, longestRetryMs));
    } finally {
      running.delete(key);
      if (waiting.delete(key)) enqueue(key);
    }
  };

  const enqueue = (key: string): void => {
    if (disposed) return;
    if (running.has(key)) waiting.add(key);
    else running.set(key, run(key));
  };

  return {
    enqueue,
    watch: async (informer, keysOf = (object) => [keyOf(object)]) => {
      await informer.ready;
      leave.push(
        informer.on(({ object }) => {
          for (const key of keysOf(object)) enqueue(key);
        }),
      );
    },
    dispose: async () => {
      disposed = true;
      for (const stop of [...leave, ...timers.values()]) stop();
      await Promise.all(running.values());
    },
  };
};
