import { fullJitter } from "#lib/api/back-off.ts";
import type { WantedList } from "#lib/api/paths.ts";
import type { Person } from "../auth/person.ts";
import type { ListEvent } from "../live/list-event.ts";
import { wait } from "../wait.ts";
import type { EventPipe } from "./event-pipe.ts";
import type { ListFrames } from "./list-frames.ts";
import { problemOf } from "./problem-error.ts";
import type { Services } from "./services.ts";

/** Asked for at every beat: what changed at the cluster is told within a minute, and rows stop for who may no longer see them. */
const accessAgeMs = 40_000;
/** While the cluster cannot say what this person may see, it is asked again at least this often. */
const askAgainMs = 5_000;

type FeedOptions = {
  person: Person;
  pipe: EventPipe;
  frames: ListFrames;
  /** Nobody will ask for this list again soon: it is closed at once when nobody else has it. */
  isBrief: boolean;
  /** The session is another person to the cluster now, or the list was closed: the browser must ask anew. */
  onStale: () => void;
  /** The cluster does not take this session's token any more. */
  onSessionEnd: () => void;
  /** Waits for one's turn to ask the cluster. */
  turn: <T>(work: () => Promise<T>) => Promise<T>;
};

export type ListFeed = {
  /** All there is at first has been told. */
  told: Promise<void>;
  /** The browser has read what it was sent. */
  drained: () => void;
  beat: () => void;
  close: () => void;
};

/** Writes one tenant's list, tasks and rights into a stream: what the browser lacks first, then what changes. */
export const openListFeed = (
  { tenant, have }: WantedList,
  { person, pipe, frames, isBrief, onStale, onSessionEnd, turn }: FeedOptions,
  { access, live, tasks }: Services,
): ListFeed => {
  const closing = new AbortController();
  const told = Promise.withResolvers<void>();
  let lease: ReturnType<typeof live.open> | null = null;
  /** The version that the browser has been told of; null while it has none. */
  let sent: number | null = null;
  /** Something was left out because the browser reads too slowly. */
  let isBehind = false;
  let toldAccess = "";
  let toldActivity: string | null = null;

  const close = () => {
    closing.abort();
    told.resolve();
    lease?.release();
    lease = null;
  };
  const refuse = () => {
    if (closing.signal.aborted) return;
    pipe.send({ type: "refused", tenant });
    close();
  };

  const tellAccess = async (maxAgeMs?: number): Promise<boolean> => {
    const now = await turn(() => access(person, tenant, maxAgeMs === undefined ? {} : { maxAgeMs }));
    if (closing.signal.aborted) return false;
    if (!now.vms.list) refuse();
    else if (now.version !== toldAccess) pipe.send({ type: "access", tenant, version: now.version });
    toldAccess = now.version;
    return now.vms.list;
  };

  const tellList = () => {
    const list = lease?.list;
    if (!list) return;
    const had = sent ?? (have?.epoch === list.epoch ? have.version : null);
    const missing = frames.current(list, had);
    if (missing.length === 0) return;
    for (const frame of missing) pipe.write(frame);
    sent = list.version;
    isBehind = false;
  };
  /** A glance at very many tenants shows no timeline; who reads too slowly is told when they have read. */
  const tellActivity = () => {
    if (!lease || isBrief || pipe.isFull || lease.list.activity === toldActivity) return;
    toldActivity = lease.list.activity;
    pipe.send({ type: "activity", tenant, version: toldActivity });
  };
  const onListEvent = (event: ListEvent) => {
    switch (event.type) {
      case "ready":
        return tellList();
      case "forbidden":
        return refuse();
      case "upstream":
        return pipe.send({ ...event, tenant });
      case "activity":
        return tellActivity();
      case "delta":
        if (sent === null || !lease) return;
        if (isBehind || pipe.isFull) isBehind = true;
        else if (sent !== event.version - 1) tellList();
        else {
          pipe.write(frames.delta(lease.list, event));
          sent = event.version;
        }
    }
  };

  const open = () => {
    const opened = live.open(person, tenant, isBrief);
    lease = opened;
    const { list } = opened;
    const leaving = [
      list.subscribe(onListEvent),
      tasks.subscribe(person, tenant, {
        onAll: (all) => pipe.send({ type: "tasks", tenant, tasks: all }),
        onChange: (task) => pipe.send({ type: "task", tenant, task }),
      }),
    ];
    closing.signal.addEventListener("abort", () => {
      for (const leave of leaving) leave();
    });
    pipe.send({ ...list.upstream, tenant });
    tellList();
    tellActivity();
    const first = list.read();
    if (first.state === "failed" && first.problem.code === "forbidden") return refuse();
    void Promise.all([list.ready, tasks.of(person, tenant).catch(() => {})]).then(() => told.resolve());
  };

  const begin = async () => {
    let isDown = false;
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        if (await tellAccess()) open();
        return;
      } catch (error) {
        const { code, retryAfterSeconds = 0 } = problemOf(error);
        if (code === "forbidden") return refuse();
        if (code === "session-ended") return onSessionEnd();
        const where = code === "sign-in-unavailable" ? "sign-in" : "cluster";
        if (!isDown) pipe.send({ type: "upstream", tenant, state: "down", since: new Date().toISOString(), where });
        isDown = true;
        const pauseMs = retryAfterSeconds * 1000 + fullJitter(failures, Math.random, 500, askAgainMs);
        await wait(pauseMs, closing.signal);
      }
    }
  };
  void begin();

  return {
    told: told.promise,
    drained: () => {
      if (isBehind && !pipe.isFull) tellList();
      tellActivity();
    },
    beat: () => {
      if (!lease) return;
      if (!lease.isCurrent()) return onStale();
      // A cluster that does not answer takes nothing away.
      void tellAccess(accessAgeMs).catch(() => {});
    },
    close,
  };
};
