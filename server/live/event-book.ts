import * as z from "zod";
import { eventSchema, type KubeEvent } from "#lib/resources/event/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { outsideVm, vmOfRelease } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { createDeadline } from "../kube/deadline.ts";
import { createActivityNews } from "./activity-news.ts";
import { createEventLog } from "./event-log.ts";
import type { Retry } from "./retry.ts";

type BookOptions = {
  kube: Kube;
  person: () => Person;
  tenant: string;
  retry: Retry;
  /** The cluster just said something of this machine: a hint to look sooner. */
  onVm: (vm: string) => void;
  /** `version` is another one. */
  onNews?: () => void;
};

const watchSeconds = 40;
/** A watch this much older than its own limit is half-open. */
const overdueMs = 10_000;
const mostPages = 2_000;
const mostPerObject = 50;

type Page = { events: Map<string, KubeEvent>; isRead: Promise<void> };

const versioned = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/**
 * What the cluster said about the objects somebody asked for: read once each, then kept by the watch, so that the next look costs no
 * request. Nothing is held of objects nobody asked for, and after a gap in the watch everything is read anew.
 */
export const eventBook = ({ kube, person, tenant, retry, onVm, onNews = () => {} }: BookOptions) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const path = ["api", "v1", "namespaces", tenant, "events"] as const;
  /** One page an object, the longest unread one first. */
  const pages = new Map<string, Page>();
  let isFollowed = false;
  const log = createEventLog({ kube, person, path, signal, isFollowed: () => isFollowed, onNews: () => news.note() });
  /** This person may not read events: a timeline without them misses no news of them. */
  let isShut = false;
  const news = createActivityNews({ isFollowed: () => isFollowed || isShut, tell: onNews });

  const note = (event: KubeEvent, isGone: boolean) => {
    log.note(event, isGone);
    const events = pages.get(event.involvedObject.name)?.events;
    if (!events) return;
    events.delete(event.metadata.name);
    if (isGone) return;
    events.set(event.metadata.name, event);
    const [oldest] = events.keys();
    if (events.size > mostPerObject && oldest !== undefined) events.delete(oldest);
  };

  /** Gives the version to begin at. */
  const begin = async (): Promise<string> => {
    const wasShut = isShut;
    try {
      const answer = await kube.get(person(), path, { query: { limit: "1" }, signal, retries: 0 });
      isShut = false;
      return parseList(eventSchema, answer)?.resourceVersion ?? "";
    } catch (error) {
      isShut = problemOf(error).code === "forbidden";
      throw error;
    } finally {
      if (isShut !== wasShut) news.note();
    }
  };

  /** Gives the version to go on from, null after a gap. */
  const follow = async (from: string): Promise<string | null> => {
    const deadline = createDeadline(watchSeconds * 1000 + overdueMs, [signal]);
    const query = { resourceVersion: from, timeoutSeconds: String(watchSeconds), allowWatchBookmarks: "true" };
    let version = from;
    try {
      // What was read while nothing was watched misses what was said since.
      if (!isFollowed) {
        log.forget();
        news.note();
      }
      isFollowed = true;
      for await (const { type, object } of kube.watch(person(), path, { query, signal: deadline.signal })) {
        if (type === "ERROR") return null;
        version = versioned.safeParse(object).data?.metadata.resourceVersion ?? version;
        const event = type === "BOOKMARK" ? null : eventSchema.safeParse(object).data;
        if (!event) continue;
        note(event, type === "DELETED");
        const { kind, name } = event.involvedObject;
        const vm = vmOfRelease(name) ?? (kind.startsWith("VirtualMachine") ? outsideVm(name) : null);
        if (vm && type !== "DELETED") onVm(vm);
      }
      return deadline.isTimeUp ? null : version;
    } finally {
      deadline.dispose();
    }
  };

  const gap = () => {
    if (isFollowed) news.note();
    isFollowed = false;
    pages.clear();
    log.forget();
  };

  const run = async () => {
    let version: string | null = null;
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = Date.now();
      let problem: { retryAfterSeconds?: number } | null = null;
      try {
        version = await follow(version ?? (await begin()));
      } catch (error) {
        version = null;
        problem = problemOf(error);
      }
      if (version === null) gap();
      failures = Date.now() - startedAt > 5_000 ? 0 : failures + 1;
      if (problem || failures > 0) await retry(problem ?? {}, failures, signal);
    }
  };
  void run();

  const firstRead = async (name: string, page: Page): Promise<void> => {
    const query = { fieldSelector: `involvedObject.name=${name}` };
    const said = parseList(eventSchema, await kube.get(person(), path, { query, signal }))?.items ?? [];
    // What was noted meanwhile is newer than the answer.
    const newer = [...page.events];
    for (const event of said.slice(-mostPerObject)) page.events.set(event.metadata.name, event);
    for (const [key, event] of newer) page.events.set(key, event);
  };

  const read = async (name: string): Promise<KubeEvent[]> => {
    const known = pages.get(name);
    const page: Page = known ?? { events: new Map(), isRead: Promise.resolve() };
    pages.delete(name);
    // Without a watch nothing keeps it current: it is read, told and forgotten.
    if (isFollowed) pages.set(name, page);
    if (!known) page.isRead = firstRead(name, page);
    try {
      await page.isRead;
    } catch (error) {
      if (pages.get(name) === page) pages.delete(name);
      throw error;
    }
    const [longestUnread] = pages.keys();
    if (pages.size > mostPages && longestUnread !== undefined) pages.delete(longestUnread);
    return [...page.events.values()];
  };

  return {
    /** Events of an object by its name; throws when they cannot be read. */
    read,
    /** The newest events of the whole tenant; throws when they cannot be read. */
    readAll: log.read,
    /** Names all that was said in the tenant, and what else was noted; null while nobody would tell of another one. */
    get version() {
      return news.version;
    },
    /** Something that stands beside events in a timeline has changed. */
    note: log.noteOther,
    dispose: () => {
      stopping.abort();
      news.dispose();
    },
  };
};

export type EventBook = ReturnType<typeof eventBook>;
