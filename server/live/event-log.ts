import * as z from "zod";
import { type EventRecord, recordOf } from "#lib/resources/event/record.ts";
import { eventSchema, type KubeEvent } from "#lib/resources/event/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube, KubePath } from "../kube/api.ts";

const pageSize = 500;
/** Events come in order of their names, so the newest may be on the last page: all are looked at, up to here. */
const mostPages = 12;
/** Newest ones kept; a little more before they are sorted again. */
const mostKept = 2_000;
const slack = 400;
/** Nobody has asked for this long: it is not kept any more. */
const unaskedMs = 5 * 60_000;
/** Without a watch nothing keeps it current: so long one answer serves everybody who asks. */
const unfollowedMs = 10_000;

type LogOptions = {
  kube: Kube;
  person: () => Person;
  path: KubePath;
  signal: AbortSignal;
  /** Whether the watch tells of every change from here on. */
  isFollowed: () => boolean;
  /** What somebody has read lately is out of date. */
  onNews?: () => void;
  now?: () => number;
};

export type EventLogView = { records: readonly EventRecord[] /** Older ones were left out. */; isBounded: boolean };

type Log = {
  records: Map<string, EventRecord>;
  /** What went away while the first read is under way, which may bring it once more; null after it. */
  gone: Set<string> | null;
  isBounded: boolean;
  isRead: Promise<void>;
  readAt: number;
};

const continued = z.object({ metadata: z.object({ continue: z.string().optional() }) });

/**
 * All that the cluster said in a tenant, the newest of it: read once when somebody asks, then kept by the watch for as long as somebody asks.
 */
export const createEventLog = ({
  kube,
  person,
  path,
  signal,
  isFollowed,
  onNews = () => {},
  now = Date.now,
}: LogOptions) => {
  let log: Log | null = null;
  let askedAt = 0;
  /** Somebody has read it lately, or may not: what stands beside it is news all the same. */
  let isWanted = false;

  const prune = (kept: Log, most = mostKept) => {
    if (kept.records.size <= most) return;
    kept.isBounded = true;
    const newest = [...kept.records].sort(([, a], [, b]) => (a.last < b.last ? 1 : -1)).slice(0, mostKept);
    kept.records = new Map(newest);
  };

  const readInto = async (kept: Log): Promise<void> => {
    let from: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const query = { limit: String(pageSize), ...(from !== undefined && { continue: from }) };
      const answer = await kube.get(person(), path, { query, signal });
      const list = parseList(eventSchema, answer);
      if (!list) throw new ProblemError("unavailable", { about: "events list" });
      // What was noted meanwhile is newer than the answer.
      for (const event of list.items) {
        const { name } = event.metadata;
        if (!kept.records.has(name) && !kept.gone?.has(name)) kept.records.set(name, recordOf(event));
      }
      prune(kept, mostKept + slack);
      from = continued.safeParse(answer).data?.metadata.continue || undefined;
      if (from === undefined) return;
    }
    kept.isBounded = true;
  };

  const begin = (): Log => {
    const kept: Log = {
      records: new Map(),
      gone: new Set(),
      isBounded: false,
      isRead: Promise.resolve(),
      readAt: now(),
    };
    // From here on it hears what is noted, also what is said before the first page is there.
    log = kept;
    kept.isRead = readInto(kept).finally(() => {
      kept.gone = null;
    });
    return kept;
  };

  const tell = () => {
    if (!isWanted) return;
    // Whoever still looks asks again, and it is kept on.
    onNews();
    if (now() - askedAt <= unaskedMs) return;
    isWanted = false;
    log = null;
  };

  return {
    note: (event: KubeEvent, isGone: boolean): void => {
      tell();
      if (!log) return;
      log.records.delete(event.metadata.name);
      if (isGone) log.gone?.add(event.metadata.name);
      else log.records.set(event.metadata.name, recordOf(event));
      prune(log, mostKept + slack);
    },
    /** What stands beside it in a timeline has changed. */
    noteOther: tell,
    /** Something may have been missed. */
    forget: (): void => {
      if (log) onNews();
      log = null;
    },
    /** Throws when they cannot be read. */
    read: async (): Promise<EventLogView> => {
      askedAt = now();
      isWanted = true;
      if (log && !isFollowed() && now() - log.readAt > unfollowedMs) log = null;
      const kept = log ?? begin();
      try {
        await kept.isRead;
      } catch (error) {
        if (log === kept) log = null;
        throw error;
      }
      prune(kept);
      return { records: [...kept.records.values()], isBounded: kept.isBounded };
    },
  };
};

export type EventLog = ReturnType<typeof createEventLog>;
