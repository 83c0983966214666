import { interruptedTask, type TaskView } from "../create/task.ts";
import { api } from "../paths.ts";
import type { VmListView, VmRow } from "../resources/vm/view.ts";
import { fullJitter } from "./back-off.ts";
import { client, problemFrom } from "./client.ts";
import type { Problem } from "./problem.ts";
import { tellSessionEnded } from "./session-signals.ts";
import { beatMs, type Outage, type StreamEvent } from "./stream-events.ts";

/** The part of EventSource that is used, so that a test can be the other end. */
export type EventSourceLike = {
  readonly readyState: number;
  addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => void;
  close: () => void;
};

export type StreamTransport = {
  open: (url: string) => EventSourceLike;
  /** Why the server refuses the stream: EventSource does not say. Null when it would answer. */
  whyRefused: (tenant: string) => Promise<Problem | null>;
  setTimer: (run: () => void, afterMs: number) => () => void;
  random: () => number;
  now: () => Date;
};

/** `stale`: rows are shown but nobody vouches for them since `since`. `ended`: only signing in or another tenant helps. */
export type Connection = {
  state: "connecting" | "live" | "stale" | "ended";
  /** ISO 8601: when this state began. */
  since: string;
  code?: "session-ended" | "forbidden";
  /** Stale because the server is reached but one of these does not answer it; otherwise the server itself is not reached. */
  where?: Outage;
};

export type StreamSnapshot = {
  list: VmListView | null;
  connection: Connection;
  tasks: readonly TaskView[];
  access: string | null;
};

const eventTypes = [
  "snapshot",
  "delta",
  "upstream",
  "tasks",
  "task",
  "access",
  "beat",
  "end",
] as const satisfies StreamEvent["type"][];
const closed = 2;
/** Three beats missed: the line is half-open, which EventSource never notices. */
export const mostSilentMs = 3 * beatMs;

/**
 * One tenant's live list, outside React: give `subscribe` and `getSnapshot` to useSyncExternalStore. Reconnects by itself until `dispose()` or
 * until the server says that asking again is of no use. `first` is the list that came with the page.
 */
export const createTenantStream = (
  tenant: string,
  first: VmListView | null = null,
  transport: StreamTransport = browserTransport,
) => {
  const listeners = new Set<() => void>();
  let snapshot: StreamSnapshot = {
    list: first,
    connection: { state: "connecting", since: transport.now().toISOString() },
    tasks: [],
    access: null,
  };
  let source: EventSourceLike | null = null;
  let cancelTimer: (() => void) | null = null;
  let cancelWatchdog: (() => void) | null = null;
  let failures = 0;
  let isDisposed = false;
  /** Deltas only fit onto the snapshot of their own stream. */
  let hasBase = false;

  const change = (part: Partial<StreamSnapshot>) => {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener();
  };
  const become = (state: Connection["state"], more: Partial<Connection> = {}) => {
    if (snapshot.connection.state === state && !more.since) return;
    change({ connection: { state, since: transport.now().toISOString(), ...more } });
  };

  const connect = () => {
    cancelTimer = null;
    hasBase = false;
    const opened = transport.open(api.stream(tenant));
    source = opened;
    hear();
    for (const type of eventTypes) {
      opened.addEventListener(type, ({ data }) => {
        if (source !== opened) return;
        hear();
        const event = readEvent(type, data);
        if (event) apply(event);
        else reconnect();
      });
    }
    opened.addEventListener("error", () => {
      if (source !== opened) return;
      const wasRefused = opened.readyState === closed;
      disconnect();
      if (!wasRefused) return later();
      become("stale");
      void transport.whyRefused(tenant).then((problem) => {
        if (isDisposed || source || cancelTimer) return;
        const code = problem?.code;
        if (code === "session-ended" || code === "signed-out") end("session-ended");
        else if (code === "forbidden") end("forbidden");
        else later(problem?.retryAfterSeconds);
      });
    });
  };

  /** Somebody is there; who stays silent for too long from now on is not. */
  const hear = () => {
    cancelWatchdog?.();
    cancelWatchdog = transport.setTimer(reconnect, mostSilentMs);
  };
  const disconnect = () => {
    cancelWatchdog?.();
    cancelWatchdog = null;
    source?.close();
    source = null;
  };
  const later = (atLeastSeconds = 0) => {
    become("stale");
    cancelTimer?.();
    cancelTimer = transport.setTimer(connect, atLeastSeconds * 1000 + fullJitter(failures++, transport.random));
  };
  const reconnect = () => {
    disconnect();
    later();
  };
  const end = (code: "session-ended" | "forbidden") => {
    disconnect();
    become("ended", { code });
    if (code === "session-ended") tellSessionEnded();
  };

  const apply = (event: StreamEvent) => {
    switch (event.type) {
      case "snapshot":
        failures = 0;
        hasBase = true;
        change({ list: event.list });
        return become("live");
      case "delta": {
        const { list } = snapshot;
        if (!hasBase || !list) return reconnect();
        if (event.version <= list.version) return;
        // A gap: something was missed, only a fresh snapshot mends it.
        if (event.version !== list.version + 1) return reconnect();
        return change({ list: withDelta(list, event) });
      }
      case "upstream":
        if (event.state === "down") return become("stale", { since: event.since, where: event.where });
        return hasBase ? become("live") : undefined;
      case "tasks":
        return change({ tasks: withTasks(snapshot.tasks, event.tasks) });
      case "task":
        return change({ tasks: withTask(snapshot.tasks, event.task) });
      case "access":
        return change({ access: event.version });
      case "beat":
        return;
      case "end":
        return end(event.code);
    }
  };

  connect();
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: (): StreamSnapshot => snapshot,
    /** Tries at once instead of waiting, for a person who asks or a page that becomes visible again. */
    retryNow: () => {
      if (!cancelTimer || isDisposed) return;
      cancelTimer();
      connect();
    },
    /** The session that ended is there again. */
    resume: () => {
      if (snapshot.connection.code !== "session-ended" || isDisposed) return;
      failures = 0;
      become("connecting");
      connect();
    },
    dispose: () => {
      isDisposed = true;
      cancelTimer?.();
      cancelTimer = null;
      disconnect();
      listeners.clear();
    },
  };
};

export type TenantStream = ReturnType<typeof createTenantStream>;

const readEvent = (type: StreamEvent["type"], data: unknown): StreamEvent | null => {
  try {
    const event: unknown = typeof data === "string" ? JSON.parse(data) : null;
    // Our own server wrote it; the name must still match, so that a mixed-up frame is not applied.
    return typeof event === "object" && event !== null && "type" in event && event.type === type
      ? (event as StreamEvent)
      : null;
  } catch {
    return null;
  }
};

/** Rows keep their order by name; rows that did not change keep their identity, so a table redraws only what moved. */
const withDelta = (list: VmListView, delta: Extract<StreamEvent, { type: "delta" }>): VmListView => {
  const changed = new Map(delta.upsert.map((row) => [row.name, row]));
  const removed = new Set(delta.remove);
  const rows: VmRow[] = [];
  for (const row of list.rows) {
    if (removed.has(row.name)) continue;
    rows.push(changed.get(row.name) ?? row);
    changed.delete(row.name);
  }
  if (changed.size > 0) rows.push(...changed.values());
  if (changed.size > 0) rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...list, rows, missing: delta.missing, asOf: delta.asOf, version: delta.version };
};

const withTask = (tasks: readonly TaskView[], task: TaskView): TaskView[] => {
  const index = tasks.findIndex(({ id }) => id === task.id);
  return index < 0 ? [...tasks, task] : tasks.with(index, task);
};

/** What the server has forgotten since, it does not work on any more. */
const withTasks = (before: readonly TaskView[], now: readonly TaskView[]): TaskView[] => {
  const known = new Set(now.map(({ id }) => id));
  return [...before.filter(({ id }) => !known.has(id)).map(interruptedTask), ...now];
};

const browserTransport: StreamTransport = {
  open: (url) => new EventSource(url),
  whyRefused: (tenant) =>
    client.access(tenant, AbortSignal.timeout(mostSilentMs)).then(
      () => null,
      (error) => problemFrom(error),
    ),
  setTimer: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
  now: () => new Date(),
};
