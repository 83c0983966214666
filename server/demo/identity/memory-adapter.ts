import type { Adapter, AdapterPayload } from "oidc-provider";

type Entry = { payload: AdapterPayload; endsAtMs: number };

/** Removes what has ended once the store has grown by this many entries. */
const sweepEvery = 1_000;

/**
 * Everything the provider remembers, for as long as the demo runs. The provider's own memory adapter forgets the oldest of 1,000 entries,
 * which signs people out in the middle of a large test run.
 */
export const createMemoryAdapter = (now: () => number = Date.now) => {
  const entries = new Map<string, Entry>();
  const keysOfGrant = new Map<string, Set<string>>();
  let nextSweep = sweepEvery;

  const remove = (key: string): void => {
    const grantId = entries.get(key)?.payload.grantId;
    entries.delete(key);
    if (grantId === undefined) return;
    const keys = keysOfGrant.get(grantId);
    keys?.delete(key);
    if (keys?.size === 0) keysOfGrant.delete(grantId);
  };
  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry && entry.endsAtMs <= now()) remove(key);
    return entries.get(key)?.payload;
  };
  const sweep = (): void => {
    for (const key of [...entries.keys()]) live(key);
    nextSweep = entries.size + sweepEvery;
  };

  return (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = (test: (payload: AdapterPayload) => boolean) => {
      for (const key of entries.keys()) {
        const payload = key.startsWith(`${model}:`) ? live(key) : undefined;
        if (payload && test(payload)) return payload;
      }
      return undefined;
    };
    return {
      upsert: async (id, payload, expiresInSeconds) => {
        const key = keyOf(id);
        const endsAtMs = expiresInSeconds === undefined ? Number.POSITIVE_INFINITY : now() + expiresInSeconds * 1000;
        entries.set(key, { payload, endsAtMs });
        const { grantId } = payload;
        if (grantId !== undefined) keysOfGrant.set(grantId, (keysOfGrant.get(grantId) ?? new Set()).add(key));
        if (entries.size >= nextSweep) sweep();
      },
      find: async (id) => live(keyOf(id)),
      findByUid: async (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => findBy((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = live(keyOf(id));
        if (payload) payload.consumed = Math.floor(now() / 1000);
      },
      destroy: async (id) => remove(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const key of [...(keysOfGrant.get(grantId) ?? [])]) remove(key);
      },
    };
  };
};
