import { fullJitter } from "#lib/api/back-off.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import type { Kube } from "./api.ts";
import { type Application, type AppRef, appPath, nullWhenMissing, parseApplication } from "./apps.ts";
import type { WriteTrail } from "./write-trail.ts";

export type ReaderTiming = {
  /** How long an outage of the aggregated server is waited for: its restarts take two seconds. */
  outageMs: number;
  /** How long the servers may differ after a write; measured worst 11 ms. */
  lagMs: number;
  everyMs: number;
};

/** The object as it was stored, and as writes look at it. */
export type Read = { object: unknown; application: Application };

/** Reads between writes: they outlast a restart of the server, and know that it may not have heard of what was written. */
export const createAppReader = (kube: Kube, trail: WriteTrail, timing: ReaderTiming) => {
  const ask = async (person: Person, ref: AppRef): Promise<Read | null> => {
    const path = appPath(ref.tenant, ref.kind, ref.name);
    const object = await kube.get(person, path, { retries: 0 }).catch(nullWhenMissing);
    return object === null ? null : { object, application: parseApplication(object, ref.kind) };
  };

  /** Null when it is not there, and was not just made. */
  const find = async (person: Person, ref: AppRef): Promise<Read | null> => {
    const startedAt = performance.now();
    const isWithin = (ms: number) => performance.now() - startedAt < ms && !person.ended.aborted;
    for (let tried = 0; ; tried++) {
      try {
        const found = await ask(person, ref);
        if (found || !isWithin(timing.lagMs) || !(await trail.isNew(ref))) return found;
        await wait(timing.everyMs, person.ended);
      } catch (error) {
        if (problemOf(error).code !== "unavailable" || !isWithin(timing.outageMs)) throw error;
        await wait(fullJitter(tried, Math.random, timing.everyMs), person.ended);
      }
    }
  };

  /** Looks until the object (null: none) is as it should be, and gives that look; null when it never was. */
  const seen = async (
    person: Person,
    ref: AppRef,
    isSo: (application: Application | null) => boolean,
  ): Promise<{ found: Read | null } | null> => {
    const startedAt = performance.now();
    for (;;) {
      const found = await ask(person, ref).catch(() => undefined);
      if (found !== undefined && isSo(found?.application ?? null)) return { found };
      if (performance.now() - startedAt >= timing.lagMs || person.ended.aborted) return null;
      await wait(timing.everyMs, person.ended);
    }
  };

  const until = async (...asked: Parameters<typeof seen>): Promise<boolean> => (await seen(...asked)) !== null;

  return { find, seen, until };
};

export type AppReader = ReturnType<typeof createAppReader>;
