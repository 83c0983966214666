import { createHash, randomUUID } from "node:crypto";
import type { SharedStore } from "../store/shared-store.ts";

/** A place outlives the replica that held it by this much. */
const leaseMs = 45_000;
const renewEveryMs = 15_000;

type Limits = { perIdentity: number; perVm: number };
type Place = { set: string; max: number };

export type SessionCaps = {
  /** Whether one more would fit now. */
  hasRoom: (identity: string, vm: string) => Promise<boolean>;
  /** Takes a place; call the answer once to give it back. Null when there is none; throws `store-unavailable` with the store. */
  take: (identity: string, vm: string) => Promise<(() => void) | null>;
};

/**
 * Counts open consoles per person and per machine over all replicas, so that nobody can take them all. Each is a lease: those of a
 * replica that was killed come free by themselves.
 */
export const createSessionCaps = (store: SharedStore, limits: Limits, everyMs = renewEveryMs): SessionCaps => {
  const held = new Map<string, Place[]>();
  let renewing: NodeJS.Timeout | null = null;

  // Identities hold names and groups, which the store has no need to know.
  const placesOf = (identity: string, vm: string): Place[] => [
    { set: `consoles:person:${createHash("sha256").update(identity).digest("base64url")}`, max: limits.perIdentity },
    { set: `consoles:vm:${vm}`, max: limits.perVm },
  ];
  const hasPlace = async ({ set, max }: Place) => (await store.countMembers(set)) < max;
  const free = async (id: string, places: Place[]): Promise<void> => {
    // A store that is away lets the lease run out.
    await Promise.all(places.map(({ set }) => store.removeMember(set, id).catch(() => false)));
  };

  /** An open console keeps its place, also when the store forgot it: whoever came meanwhile may have made it one too many. */
  const renew = () => {
    for (const [id, places] of held) {
      for (const { set } of places) void store.addMember(set, id, leaseMs).catch(() => false);
    }
  };

  return {
    hasRoom: async (identity, vm) => {
      const free = await Promise.all(placesOf(identity, vm).map(hasPlace));
      return free.every(Boolean);
    },
    take: async (identity, vm) => {
      const id = randomUUID();
      const places = placesOf(identity, vm);
      const taken: Place[] = [];
      for (const place of places) {
        if (!(await store.addMember(place.set, id, leaseMs, place.max))) {
          await free(id, taken);
          return null;
        }
        taken.push(place);
      }
      held.set(id, places);
      renewing ??= setInterval(renew, everyMs).unref();
      return () => {
        if (!held.delete(id)) return;
        if (held.size === 0 && renewing) {
          clearInterval(renewing);
          renewing = null;
        }
        void free(id, places);
      };
    },
  };
};
