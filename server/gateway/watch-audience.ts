import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Watcher } from "#lib/console/watching/notices.ts";
import type { SharedStore } from "../store/shared-store.ts";

const leaseMs = 45_000;
const renewEveryMs = 15_000;
/** Of one console; each is a name on the holder's page. */
const mostWatchers = 8;

const watcherSchema = z.object({ id: z.string(), name: z.string(), support: z.boolean() });

export type Audience = {
  /** Takes a seat before one holder's connection; call the answer to leave it. Null when all are taken. */
  join: (holder: string, watcher: Omit<Watcher, "id">) => Promise<(() => void) | null>;
  /** Who is there: now, at every change on whatever replica, and every now and then, as those of a killed replica leave without a word. */
  follow: (holder: string, listener: (watchers: Watcher[]) => void) => () => void;
};

const parsed = (text: string): Watcher[] => {
  const { data } = watcherSchema.safeParse(JSON.parse(text));
  return data ? [data] : [];
};

/** Who watches which console, known to all replicas as long as they do. */
export const createAudience = (store: SharedStore, everyMs = renewEveryMs): Audience => {
  const setOf = (holder: string): string => `console-watchers:${holder}`;
  const channelOf = (holder: string): string => `console-audience:${holder}`;
  const tell = (holder: string): void => {
    // Who misses it looks by itself.
    store.publish(channelOf(holder), "").catch(() => {});
  };

  return {
    join: async (holder, watcher) => {
      const member = JSON.stringify({ id: randomUUID(), ...watcher } satisfies Watcher);
      if (!(await store.addMember(setOf(holder), member, leaseMs, mostWatchers))) return null;
      tell(holder);
      const renewing = setInterval(() => {
        store.addMember(setOf(holder), member, leaseMs).catch(() => false);
      }, everyMs).unref();
      return () => {
        clearInterval(renewing);
        store.removeMember(setOf(holder), member).then(
          () => tell(holder),
          () => {},
        );
      };
    },
    follow: (holder, listener) => {
      let isOver = false;
      let last = "[]";
      const look = async (): Promise<void> => {
        const members = (await store.members(setOf(holder))).toSorted();
        const now = JSON.stringify(members);
        if (isOver || now === last) return;
        last = now;
        listener(members.flatMap(parsed));
      };
      const onChange = (): void => void look().catch(() => {});
      const unsubscribe = store.subscribe(channelOf(holder), onChange);
      const looking = setInterval(onChange, everyMs).unref();
      onChange();
      return () => {
        isOver = true;
        clearInterval(looking);
        unsubscribe();
      };
    },
  };
};
