import { createChannels, type SharedStore } from "./shared-store.ts";

type Entry = { value: string; endsAt: number };
/** Nothing of it ends before `soonest`, so until then nobody has to look. */
type Members = { ends: Map<string, number>; soonest: number };

const sweepEveryMs = 15_000;

/** The store of a single process. What ended is gone at once for readers, and from memory by the next sweep. */
export const createMemoryStore = (
  now: () => number = Date.now,
): SharedStore & { readonly size: number; sweep: () => void } => {
  const entries = new Map<string, Entry>();
  const sets = new Map<string, Members>();
  const channels = createChannels();

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry || entry.endsAt > now()) return entry;
    entries.delete(key);
    return undefined;
  };
  const put = (key: string, value: string, ttlMs: number): void => {
    entries.set(key, { value, endsAt: now() + ttlMs });
  };
  const liveSet = (name: string): Members => {
    const set = sets.get(name) ?? { ends: new Map(), soonest: Number.POSITIVE_INFINITY };
    if (set.soonest <= now()) {
      set.soonest = Number.POSITIVE_INFINITY;
      for (const [member, endsAt] of set.ends) {
        if (endsAt <= now()) set.ends.delete(member);
        else set.soonest = Math.min(set.soonest, endsAt);
      }
    }
    if (set.ends.size === 0) sets.delete(name);
    return set;
  };
  const removeMember = (name: string, member: string): boolean => {
    const { ends } = liveSet(name);
    const was = ends.delete(member);
    if (ends.size === 0) sets.delete(name);
    return was;
  };
  const sweep = (): void => {
    for (const key of entries.keys()) live(key);
    for (const name of sets.keys()) liveSet(name);
  };
  const sweeping = setInterval(sweep, sweepEveryMs).unref();

  return {
    get size() {
      return entries.size + sets.size;
    },
    sweep,
    get: async (key) => live(key)?.value ?? null,
    set: async (key, value, ttlMs) => put(key, value, ttlMs),
    add: async (key, value, ttlMs) => {
      if (live(key)) return false;
      put(key, value, ttlMs);
      return true;
    },
    replace: async (key, expected, next, ttlMs) => {
      const entry = live(key);
      if (entry?.value !== expected) return false;
      entries.set(key, { value: next, endsAt: ttlMs === undefined ? entry.endsAt : now() + ttlMs });
      return true;
    },
    endsIn: async (key) => {
      const entry = live(key);
      return entry ? entry.endsAt - now() : null;
    },
    extend: async (key, ttlMs) => {
      const entry = live(key);
      if (entry) entry.endsAt = now() + ttlMs;
      return entry !== undefined;
    },
    take: async (key) => {
      const entry = live(key);
      entries.delete(key);
      return entry?.value ?? null;
    },
    delete: async (key, expected) => {
      const entry = live(key);
      if (!entry || (expected !== undefined && entry.value !== expected)) return false;
      return entries.delete(key);
    },
    addMember: async (name, member, ttlMs, max = Number.POSITIVE_INFINITY) => {
      const set = liveSet(name);
      if (!set.ends.has(member) && set.ends.size >= max) return false;
      const endsAt = now() + ttlMs;
      set.ends.set(member, endsAt);
      set.soonest = Math.min(set.soonest, endsAt);
      sets.set(name, set);
      return true;
    },
    removeMember: async (name, member) => removeMember(name, member),
    members: async (name) =>
      [...liveSet(name).ends].sort(([, one], [, other]) => one - other).map(([member]) => member),
    popMember: async (name) => {
      let first: { member: string; endsAt: number } | null = null;
      for (const [member, endsAt] of liveSet(name).ends)
        if (!first || endsAt < first.endsAt) first = { member, endsAt };
      if (first) removeMember(name, first.member);
      return first?.member ?? null;
    },
    countMembers: async (name) => liveSet(name).ends.size,
    publish: async (channel, message) => channels.deliver(channel, message),
    subscribe: channels.subscribe,
    isReady: true,
    dispose: async () => {
      clearInterval(sweeping);
      entries.clear();
      sets.clear();
    },
  };
};
